import type { Response } from 'express';
import { isTombstone, type Entry } from '../feed/item.ts';
import { positionOf } from '../feed/position.ts';
import { Refusal } from '../feed/refusal.ts';
import type { Draft } from '../log/draft.ts';
import type { Appended, EarlierUse } from '../log/log.ts';

/** What publishing and changing answer: the entry it left and the change's place; `ETag` is the revision. */
export function changeAnswer({ change, entry }: Appended, response: Response) {
  tagRevision(entry, response);
  return { item: entry, change: positionOf(change) };
}

/** What a write to an item or a draft answers when it comes again under its Idempotency-Key. */
export function repeatedAnswer(
  earlier: EarlierUse,
  response: Response,
): { readonly item: unknown; readonly change?: unknown } {
  switch (earlier.kind) {
    case 'change':
      return changeAnswer(earlier.appended, response);
    case 'draft':
      return draftAnswer(earlier.draft, response);
    case 'published':
      tagRevision(earlier.entry, response);
      return { item: earlier.entry };
    case 'discarded':
    case 'feed':
      throw new Refusal('unknown_item', 'There is no such draft: it was discarded.');
  }
}

/** A draft as the newsroom sees it: an item nobody else knows of. */
export function draftItem(draft: Draft) {
  const { id, rev, content, markdown, embargo, updatedAt } = draft;
  const shown = { id, rev, ...content, pinned: false, updatedAt, markdown, draft: true as const };
  return embargo === undefined ? shown : { ...shown, embargo };
}

export function draftAnswer(draft: Draft, response: Response) {
  response.setHeader('ETag', `"${draft.rev}"`);
  return { item: draftItem(draft) };
}

function tagRevision(entry: Entry | undefined, response: Response): void {
  if (entry !== undefined && !isTombstone(entry)) response.setHeader('ETag', `"${entry.rev}"`);
}
