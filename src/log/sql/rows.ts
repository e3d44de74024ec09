import type { Change, ChangeContent } from '../../feed/change.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Entry } from '../../feed/item.ts';
import type { Draft } from '../draft.ts';
import type { ItemContent } from '../../feed/item.ts';
import type { FeedHead } from '../log.ts';
import type { ChangeRow, DraftRow, FeedRow } from '../../database/schema.ts';

// These columns are written by this folder alone, so their JSON is not validated.

export function headOf(row: FeedRow): FeedHead {
  const info = JSON.parse(row.info) as FeedInfo;
  return { feed: row.slug, epoch: row.epoch, seq: row.head, tag: row.tag, info };
}

export function changeOf(row: ChangeRow, epoch: string): Change {
  const content = JSON.parse(row.content) as ChangeContent;
  const { feed, seq, tag, prev, at } = row;
  return { feed, epoch, seq, tag, prev, at, ...content };
}

export function entryOf(
  row: { readonly id: string; readonly entry: string },
  pinned: string | null,
) {
  const entry = JSON.parse(row.entry) as Entry;
  return 'pinned' in entry ? { ...entry, pinned: row.id === pinned } : entry;
}

export function draftOf(row: DraftRow): Draft {
  const draft = {
    id: row.id,
    rev: row.rev,
    content: JSON.parse(row.content) as ItemContent,
    markdown: row.markdown,
    updatedAt: row.updated_at,
    state: row.state,
  };
  const { embargo, author, author_id: id, editor, note } = row;
  return {
    ...draft,
    ...(embargo !== null && { embargo }),
    ...(author !== null && { author: { name: author, ...(id !== null && { id }) } }),
    ...(editor !== null && { editor }),
    ...(note !== null && { note }),
  };
}
