import type { Entry } from '../../feed/item.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Draft } from '../../log/draft.ts';
import type { Appended, EarlierUse, Published } from '../../log/log.ts';
import { draftItem, type DraftItem } from '../drafts/draft-item.ts';

/** The answer to a write: the item or draft as it is then, and the position of the change if one was appended. */
export interface Answer {
  readonly item?: ((Entry | DraftItem) & { readonly externalId?: string }) | undefined;
  readonly change?: Position;
}

/** The answer to publishing or changing an item. */
export function changeAnswer({ change, entry }: Appended): Answer {
  return { item: entry, change: positionOf(change) };
}

export function draftAnswer(draft: Draft): Answer {
  return { item: draftItem(draft) };
}

/** The answer to publishing: the item, or, while it is held, the draft that says until when. */
export function publishedAnswer(published: Published): Answer {
  return published.kind === 'out' ? changeAnswer(published.appended) : draftAnswer(published.draft);
}

/** The answer to a write that is sent again under its Idempotency-Key. */
export function repeatedAnswer(earlier: EarlierUse): Answer {
  switch (earlier.kind) {
    case 'change':
      return changeAnswer(earlier.appended);
    case 'draft':
      return draftAnswer(earlier.draft);
    case 'published':
      return { item: earlier.entry };
    case 'discarded':
    case 'feed':
      throw new Refusal('unknown_item', 'There is no such draft: it was discarded.');
  }
}
