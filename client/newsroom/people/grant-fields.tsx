import { useId } from 'preact/hooks';
import type { Role } from '../../../src/accounts/principal.ts';
import type { FeedRow } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import { faultsUnder } from '../fields/faults.ts';
import { ChoiceField } from '../forms/choice-field.tsx';
import { TextField } from '../forms/text-field.tsx';
import type { GrantText } from './grant-text.ts';
import { roleChoices, roleEffect } from './role-words.ts';

interface Props {
  readonly grant: GrantText;
  readonly change: (grant: GrantText) => void;
  readonly rows: readonly FeedRow[];
  readonly problem: Problem | null;
  /** Why the role stays; undefined where it can be changed. */
  readonly fixed?: string | undefined;
}

/** A role in the house, and another one in single feeds. */
export function GrantFields({ grant, change, rows, problem, fixed }: Props) {
  const listId = useId();
  const setFeed = (at: number, patch: Partial<GrantText['feeds'][number]>): void =>
    change({
      ...grant,
      feeds: grant.feeds.map((one, n) => (n === at ? { ...one, ...patch } : one)),
    });
  const faults = faultsUnder(problem, '/feeds');
  return (
    <>
      <ChoiceField
        label="Role"
        value={grant.role}
        choices={roleChoices}
        onValue={(role: Role) => change({ ...grant, role })}
        faults={faultsUnder(problem, '/role')}
        isBusy={fixed !== undefined}
      />
      <p class="nr-hint">{fixed ?? roleEffect(grant.role)}</p>
      {grant.feeds.map(({ feed, role }, at) => (
        <div
          class="nr-feed-role"
          role="group"
          aria-label={`Role in a single feed, ${at + 1}`}
          key={at}
        >
          <TextField
            label="In the feed"
            value={feed}
            onValue={(slug) => setFeed(at, { feed: slug })}
            list={listId}
          />
          <ChoiceField
            label="Role there"
            value={role}
            choices={roleChoices}
            onValue={(other: Role) => setFeed(at, { role: other })}
          />
          <button
            type="button"
            aria-label={`Remove the role in ${feed === '' ? 'this feed' : feed}`}
            onClick={() => change({ ...grant, feeds: grant.feeds.filter((_, n) => n !== at) })}
          >
            Remove
          </button>
        </div>
      ))}
      {faults.length > 0 && <p class="nr-fault">{faults.join(' ')}</p>}
      <p>
        <button
          type="button"
          onClick={() =>
            change({ ...grant, feeds: [...grant.feeds, { feed: '', role: 'reporter' }] })
          }
        >
          Another role in a single feed
        </button>
      </p>
      <datalist id={listId}>
        {rows.map(({ feed, info }) => (
          <option key={feed} value={feed}>
            {info.title}
          </option>
        ))}
      </datalist>
    </>
  );
}
