import { DraftRow } from './draft-row.tsx';
import { ProblemNote } from './problem-note.tsx';
import type { Drafts } from './use-drafts.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly drafts: Drafts;
}

export function DraftList({ feed, zone, drafts }: Props) {
  const { items, problem, refresh } = drafts;
  return (
    <section class="nr-drafts" aria-labelledby="drafts-title">
      <h2 id="drafts-title" tabIndex={-1}>
        Drafts and scheduled {items !== null && <span class="nr-hint">{items.length}</span>}
      </h2>
      {problem !== null && <ProblemNote problem={problem} onRetry={() => void refresh()} />}
      {items?.length === 0 && (
        <p class="nr-hint">None. “Save draft” keeps a text here, unseen by readers.</p>
      )}
      <ul class="nr-list">
        {items?.map((draft) => (
          <DraftRow
            key={draft.item.id}
            feed={feed}
            zone={zone}
            draft={draft}
            onChanged={() => void refresh()}
          />
        ))}
      </ul>
    </section>
  );
}
