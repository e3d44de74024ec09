import { remarkName } from '../../../src/feed/draw/item-parts.ts';
import type { Item } from '../../../src/feed/item.ts';
import { remarksOf } from '../../../src/feed/remarks.ts';
import { timeIn } from '../parts/newsroom-time.ts';

/** What an item is beside its words, in one quiet line; colour never speaks alone. */
export function ItemMarks({ item, zone }: { readonly item: Item; readonly zone: string }) {
  const remarks = remarksOf(item);
  const isPlain =
    !item.breaking && !item.key && !item.pinned && item.rev <= 1 && remarks.length === 0;
  if (isPlain) return null;
  return (
    <p class="nr-marks">
      {item.breaking && <strong class="nr-mark-breaking">Breaking</strong>}
      {item.key && <strong class="nr-mark-key">Key event</strong>}
      {item.pinned && <strong>Pinned</strong>}
      {remarks.map(({ kind, at, note }) => (
        <span key={`${kind} ${at}`} class="nr-mark-corrected">
          {remarkName(kind)} {timeIn(zone, at)} — {note}
        </span>
      ))}
      {item.rev > 1 && (
        <span class="nr-hint" title="Revision">
          {remarks.length === 0 && `Edited ${timeIn(zone, item.updatedAt)}, `}
          rev {item.rev}
        </span>
      )}
    </p>
  );
}
