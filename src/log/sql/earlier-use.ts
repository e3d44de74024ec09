import { unknownFeed } from '../../feed/refusal.ts';
import type { Appended, EarlierUse, FeedHead, IdempotencyKey } from '../log.ts';
import type { Session } from '../../database/database.ts';
import { useOf } from './idempotency.ts';
import { entryAt } from './entry-at.ts';
import { changeOf, draftOf, headOf } from './rows.ts';
import type { FeedRow } from '../../database/schema.ts';

/** What this request did when its key was sent before (see Log.earlierUse). */
export async function readEarlierUse(
  db: Session,
  feed: string,
  key: IdempotencyKey,
): Promise<EarlierUse | undefined> {
  const use = await useOf(db, feed, key);
  if (use === undefined || use.fingerprint !== key.fingerprint) return undefined;
  const row = await feedRow(db, feed);
  if (use.seq === 0) return { kind: 'feed', head: rootOf(row) };
  if (use.seq !== null) return { kind: 'change', appended: await appendedAt(db, row, use.seq) };
  const id = use.item ?? '';
  const draft = await db
    .selectFrom('drafts')
    .selectAll()
    .where('feed', '=', feed)
    .where('id', '=', id)
    .executeTakeFirst();
  if (draft !== undefined) return { kind: 'draft', draft: draftOf(draft) };
  const entry = await entryAt(db, row, id);
  return entry === undefined ? { kind: 'discarded' } : { kind: 'published', entry };
}

/** The answer to an earlier change, as the log has it now: without texts that were taken down since. */
export async function appendedAt(db: Session, feed: FeedRow, seq: number): Promise<Appended> {
  const row = await db
    .selectFrom('changes')
    .selectAll()
    .where('feed', '=', feed.slug)
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow();
  const change = changeOf(row, feed.epoch);
  if ('item' in change) return { change, entry: change.item, repeated: true };
  const entry = row.item === null ? undefined : await entryAt(db, feed, row.item);
  return { change, entry, repeated: true };
}

/** A feed as it was when it was created. */
export function rootOf(row: FeedRow): FeedHead {
  return headOf({ ...row, head: 0, tag: row.root_tag, info: row.root_info ?? row.info });
}

/** A feed's row. Throws `unknown_feed`. */
export async function feedRow(db: Session, feed: string): Promise<FeedRow> {
  const row = await db.selectFrom('feeds').selectAll().where('slug', '=', feed).executeTakeFirst();
  if (row === undefined) throw unknownFeed(feed);
  return row;
}
