import type { Item } from '../../../src/feed/item.ts';
import { timeIn } from '../parts/newsroom-time.ts';

/** What an item is beside its words, in one quiet line; colour never speaks alone. */
export function ItemMarks({ item, zone }: { readonly item: Item; readonly zone: string }) {
  const { struck, corrected } = item;
  const isPlain =
    !item.breaking && !item.key && !item.pinned && item.rev <= 1 && struck === undefined;
  if (isPlain) return null;
  return (
    <p class="nr-marks">
      {item.breaking && <strong class="nr-mark-breaking">Breaking</strong>}
      {item.key && <strong class="nr-mark-key">Key event</strong>}
      {item.pinned && <strong>Pinned</strong>}
      {struck !== undefined && (
        <span class="nr-mark-corrected">
          Withdrawn {timeIn(zone, struck.at)} — {struck.note}
        </span>
      )}
      {struck === undefined && corrected !== undefined && (
        <span class="nr-mark-corrected">
          Corrected {timeIn(zone, corrected.at)} — {corrected.note}
        </span>
      )}
      {item.rev > 1 && (
        <span class="nr-hint" title="Revision">
          {struck === undefined &&
            corrected === undefined &&
            `Edited ${timeIn(zone, item.updatedAt)}, `}
          rev {item.rev}
        </span>
      )}
    </p>
  );
}
