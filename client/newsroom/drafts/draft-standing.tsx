import type { DraftItem } from '../api/answers.ts';

interface Props {
  readonly draft: DraftItem;
  readonly isMine: boolean;
}

/** Whose a draft is, and where it is on its way to readers. */
export function DraftStanding({ draft: { state, author }, isMine }: Props) {
  const by = author === undefined || isMine ? '' : `by ${author.name}`;
  switch (state) {
    case 'submitted':
      return <strong class="nr-mark-key">In the queue {by}</strong>;
    case 'returned':
      return (
        <strong class="nr-mark-key">Returned {by === '' ? '' : `to ${author?.name ?? ''}`}</strong>
      );
    case 'draft':
    case 'scheduled':
    case 'held':
      return by === '' ? null : <span>{by}</span>;
  }
}
