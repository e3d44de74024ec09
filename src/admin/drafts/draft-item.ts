import type { Draft } from '../../log/draft.ts';

export type DraftItem = ReturnType<typeof draftItem>;

/** A draft in the form of an item, as the newsroom receives it. */
export function draftItem(draft: Draft) {
  const { id, rev, content, markdown, updatedAt, author, editor, note } = draft;
  const shown = { id, rev, ...content, pinned: false, updatedAt, markdown, draft: true as const };
  return {
    ...shown,
    ...timeOf(draft),
    ...(author !== undefined && { author: author.name, ...(author.id && { authorId: author.id }) }),
    ...(editor !== undefined && { editor }),
    ...(note !== undefined && { note }),
  };
}

function timeOf({ state, embargo }: Draft) {
  if (embargo === undefined) return { state };
  return state === 'held' ? { state, until: embargo } : { state: 'scheduled' as const, embargo };
}
