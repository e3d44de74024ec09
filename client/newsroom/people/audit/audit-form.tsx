import { useCallback } from 'preact/hooks';
import type { FeedRow } from '../../api/answers.ts';
import type { Problem } from '../../api/problem.ts';
import { faultsUnder } from '../../fields/faults.ts';
import { ChoiceField } from '../../forms/choice-field.tsx';
import { useApi } from '../../parts/contexts.ts';
import { TextField } from '../../forms/text-field.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { people } from '../people-calls.ts';
import { actChoices } from './act-words.ts';
import type { Wanted } from './audit-calls.ts';

interface Props {
  readonly wanted: Wanted;
  readonly change: (wanted: Wanted) => void;
  readonly feeds: readonly FeedRow[];
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly onSearch: () => void;
}

/** What is looked for in the audit. */
export function AuditForm({ wanted, change, feeds, problem, isBusy, onSearch }: Props) {
  const { call } = useApi();
  const known = useAnswer(useCallback(() => people(call), [call]));
  const set = (name: keyof Wanted) => (value: string) => change({ ...wanted, [name]: value });
  const faults = (name: keyof Wanted) => faultsUnder(problem, `/${name}`);
  return (
    <form
      class="nr-framed nr-form"
      role="search"
      aria-label="In the audit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSearch();
      }}
    >
      <div class="nr-columns nr-wanted">
        <TextField
          label="Who"
          value={wanted.person}
          onValue={set('person')}
          faults={faults('person')}
          list="audit-people"
        />
        <ChoiceField
          label="What"
          value={wanted.action}
          choices={actChoices}
          onValue={set('action')}
        />
        <TextField
          label="In the feed"
          value={wanted.feed}
          onValue={set('feed')}
          faults={faults('feed')}
          list="audit-feeds"
        />
        <TextField
          label="From"
          type="datetime-local"
          value={wanted.from}
          onValue={set('from')}
          faults={faults('from')}
        />
        <TextField
          label="Until"
          type="datetime-local"
          value={wanted.until}
          onValue={set('until')}
          faults={faults('until')}
        />
      </div>
      <p class="nr-actions">
        <button class="nr-primary" disabled={isBusy}>
          Search
        </button>
      </p>
      <datalist id="audit-people">
        {(known.answer ?? []).map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <datalist id="audit-feeds">
        {feeds.map(({ feed, info }) => (
          <option key={feed} value={feed}>
            {info.title}
          </option>
        ))}
      </datalist>
    </form>
  );
}
