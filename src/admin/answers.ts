import type { Response } from 'express';
import { isTombstone } from '../feed/item.ts';
import { positionOf } from '../feed/position.ts';
import type { Draft } from '../log/draft.ts';
import type { Appended } from '../log/log.ts';

/** What publishing and changing answer: the entry it left and the change's place; `ETag` is the revision. */
export function changeAnswer({ change, entry }: Appended, response: Response) {
  if (entry !== undefined && !isTombstone(entry)) response.setHeader('ETag', `"${entry.rev}"`);
  return { item: entry, change: positionOf(change) };
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
