import { useRef } from 'preact/hooks';
import type { Entry } from '../../../src/feed/item.ts';
import type { DraftItem } from '../api/answers.ts';
import { DraftRow } from './draft-row.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { stillDrafts } from '../parts/still-rows.ts';
import type { Drafts } from './use-drafts.ts';
import { useOpenForms } from '../parts/use-open-forms.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly drafts: Drafts;
  readonly hasEnded: boolean;
  /** Called when a published item was changed in this list. */
  readonly onChanged: (entry: Entry) => void;
}

interface Row {
  readonly id: string;
  readonly draft: DraftItem;
}

export function DraftList({ feed, zone, drafts, hasEnded, onChanged }: Props) {
  const { items, problem, refresh } = drafts;
  const open = useOpenForms();
  const shown = useRef<readonly Row[]>([]);
  const unheld = items?.filter(({ state }) => state !== 'held') ?? [];
  const now = unheld.map((draft) => ({ id: draft.item.id, draft }));
  const rows = stillDrafts(shown.current, now, open.ids);
  shown.current = rows;
  const queued = now.filter(({ draft }) => draft.state === 'submitted').length;
  const here = new Set(now.map(({ id }) => id));
  return (
    <section class="nr-drafts" aria-labelledby="drafts-title">
      <h2 id="drafts-title" tabIndex={-1}>
        Drafts and scheduled{' '}
        {items !== null && (
          <span class="nr-hint">
            {unheld.length}
            {queued > 0 && `, ${queued} in the queue`}
          </span>
        )}
      </h2>
      {problem !== null && <ProblemNote problem={problem} onRetry={() => void refresh()} />}
      {items !== null && rows.length === 0 && (
        <p class="nr-hint">None. “Save draft” keeps a text here, unseen by readers.</p>
      )}
      <ul class="nr-list">
        {rows.map(({ id, draft }) => (
          <DraftRow
            key={id}
            feed={feed}
            zone={zone}
            draft={draft}
            isGone={!here.has(id)}
            hasEnded={hasEnded}
            onOpen={(isOpen) => open.set(id, isOpen)}
            onChanged={() => void refresh()}
            onEdited={onChanged}
          />
        ))}
      </ul>
    </section>
  );
}
