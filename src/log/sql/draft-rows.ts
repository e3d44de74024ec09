import type { Transaction } from 'kysely';
import type { Actor } from '../../database/audit.ts';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Draft, DraftContent } from '../draft.ts';
import { draftOf } from './rows.ts';

export function draftRow(db: Transaction<Schema> | Database['db'], feed: string, id: string) {
  return db
    .selectFrom('drafts')
    .selectAll()
    .where('feed', '=', feed)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The draft of a row. Throws `unknown_item` where there is none. */
export function found(kept: Schema['drafts'] | undefined): Draft {
  if (kept !== undefined) return draftOf(kept);
  throw new Refusal('unknown_item', 'There is no such draft: it was published or discarded.');
}

export function columns(draft: DraftContent) {
  return {
    content: JSON.stringify(draft.content),
    markdown: draft.markdown,
    embargo: draft.embargo ?? null,
    // Who gives it a time has decided.
    ...(draft.embargo !== undefined && { state: 'draft' as const, note: null }),
  };
}

export function authorOf(by: Actor | undefined) {
  return by === undefined ? {} : { author: by.name, author_id: by.person ?? null };
}

export function changedBy(by: Actor | undefined) {
  return by === undefined ? {} : { editor: by.name };
}

export function atRev(draft: Draft, rev: number): void {
  if (draft.rev === rev) return;
  const detail = `You changed revision ${rev}, the draft is at ${draft.rev}.`;
  throw new Refusal('stale_revision', detail, [], { current: draft });
}

/** Throws `wrong_state` for a held post: it goes out as it is, or is taken back. */
export function notHeld(draft: Draft): Draft {
  if (draft.state !== 'held') return draft;
  throw new Refusal('wrong_state', 'It is held and goes out by itself; take it back first.');
}
