import type { Transaction } from 'kysely';
import type { Change, ChangeContent } from '../../feed/change.ts';
import { isTombstone, placeOf, type Entry } from '../../feed/item.ts';
import { mediaIdsIn } from '../../feed/media-address.ts';
import { unknownFeed } from '../../feed/refusal.ts';
import type { Command } from '../command.ts';
import { decide } from '../decide.ts';
import type { Appended, IdempotencyKey } from '../log.ts';
import { recordAct, type Actor } from '../../database/audit.ts';
import { dropKeptTexts } from '../../database/kept-texts.ts';
import { lockFeedRow, type LockedFeedRow } from '../../database/lock-feed.ts';
import { releaseMedia, useMedia } from '../../database/media-uses.ts';
import { dropFromSearch } from '../../database/search-index.ts';
import { randomTag, type Database } from '../../database/database.ts';
import { erase, redactEarlier } from './erase.ts';
import { appendedAt } from './earlier-use.ts';
import { earlierChange, rememberUse } from './idempotency.ts';
import { entryOf, headOf } from './rows.ts';
import { forgetSiteCampaign } from './campaign/site-campaign-feeds.ts';
import { takeUntold } from './campaign/untold-count.ts';
import type { FeedRow, Schema } from '../../database/schema.ts';

/** Decides a command and appends its change, in the caller's transaction (see Log.append). */
export async function appendIn(
  tx: Transaction<Schema>,
  database: Database,
  feed: string,
  command: Command,
  key?: IdempotencyKey,
  by?: Actor,
): Promise<Appended> {
  return appendLocked(tx, database, await lockFeed(tx, database, feed), command, key, by);
}

/** The same, when the caller has locked the feed's row. `storyAt`: of a change that is imported, its own time. */
export async function appendLocked(
  tx: Transaction<Schema>,
  database: Database,
  row: LockedFeed,
  command: Command,
  key?: IdempotencyKey,
  by?: Actor,
  storyAt?: string,
): Promise<Appended> {
  const feed = row.slug;
  const earlier = key === undefined ? undefined : await earlierChange(tx, feed, key);
  if (earlier !== undefined) return appendedAt(tx, row, earlier.seq);

  const held = await heldEntry(tx, row, command);
  const decision = decide(command, {
    info: headOf(row).info,
    held,
    isDraft: held === undefined && (await isDraft(tx, feed, command)),
    pinnedId: row.pinned,
    at: storyAt ?? row.at,
    untold: setsCampaign(command) ? await takeUntold(tx, feed) : undefined,
  });
  if (endsCampaign(command)) await forgetSiteCampaign(tx, feed);
  const { content } = decision;
  const seq = row.head + 1;
  const change: Change = {
    feed,
    epoch: row.epoch,
    seq,
    tag: randomTag(),
    prev: row.tag,
    at: row.at,
    ...content,
  };
  const item = command.kind === 'feed' ? null : command.id;
  if (content.kind === 'redact' && !isTombstone(content.item)) {
    await redactEarlier(tx, feed, content.item);
  }
  await tx
    .insertInto('changes')
    .values({
      feed,
      seq,
      tag: change.tag,
      prev: change.prev,
      kind: content.kind,
      at: change.at,
      item,
      content: JSON.stringify(content),
      story_at: storyAt ?? null,
    })
    .execute();
  const pinned = pinnedAfter(row.pinned, content);
  await tx
    .updateTable('feeds')
    .set({ head: seq, tag: change.tag, pinned, last_at: row.at })
    .$if(content.kind === 'feed', (update) =>
      update.set({ info: content.kind === 'feed' ? JSON.stringify(content.info) : row.info }),
    )
    .where('slug', '=', feed)
    .execute();
  if (decision.entry !== undefined) await keep(tx, feed, decision.entry, decision.markdown);
  if (command.kind === 'takedown' && decision.entry !== undefined && isTombstone(decision.entry)) {
    await erase(tx, feed, decision.entry, command.reason);
    await releaseMedia(tx, database, { feed, item: command.id });
    await dropKeptTexts(tx, feed, command.id);
    await dropFromSearch(tx, feed, command.id);
  }
  if (content.kind === 'redact') {
    const shows = mediaIdsIn(JSON.stringify(content.item));
    await releaseMedia(tx, database, { feed, item: content.item.id }, shows);
    await dropKeptTexts(tx, feed, content.item.id);
    await dropFromSearch(tx, feed, content.item.id);
  }
  if (key !== undefined) await rememberUse(tx, feed, key, { item, seq, at: change.at });
  const about = item === null ? {} : { item };
  await recordAct(tx, database, by, { action: content.kind, feed, seq, ...about });
  return { change, entry: shown(decision.entry ?? held, pinned), repeated: false };
}

function setsCampaign(command: Command): boolean {
  return command.kind === 'feed' && command.patch.campaign !== undefined;
}

function endsCampaign(command: Command): boolean {
  return command.kind === 'feed' && command.patch.campaign === null;
}

/** A feed's row, locked for a transaction. */
export interface LockedFeed extends LockedFeedRow {
  /** The time of the next change, which never runs backwards within a feed. */
  readonly at: string;
}

/**
 * Locks the feed's row for this transaction and reads the time of the next change. Because of this lock `seq` has no gaps,
 * and changes are committed in the order of `seq`.
 */
export async function lockFeed(
  tx: Transaction<Schema>,
  database: Database,
  feed: string,
): Promise<LockedFeed> {
  const row = await lockFeedRow(tx, database, feed);
  if (row === undefined) throw unknownFeed(feed);
  return { ...row, at: row.last_at > row.now ? row.last_at : row.now };
}

async function heldEntry(tx: Transaction<Schema>, feed: FeedRow, command: Command) {
  if (command.kind === 'feed') return undefined;
  const row = await tx
    .selectFrom('items')
    .select(['id', 'entry'])
    .where('feed', '=', feed.slug)
    .where('id', '=', command.id)
    .executeTakeFirst();
  return row === undefined ? undefined : entryOf(row, feed.pinned);
}

async function isDraft(tx: Transaction<Schema>, feed: string, command: Command): Promise<boolean> {
  if (command.kind === 'feed' || command.kind === 'post') return false;
  const row = await tx
    .selectFrom('drafts')
    .select('id')
    .where('feed', '=', feed)
    .where('id', '=', command.id)
    .executeTakeFirst();
  return row !== undefined;
}

async function keep(tx: Transaction<Schema>, feed: string, entry: Entry, markdown?: string) {
  const row = {
    posted_at: placeOf(entry),
    is_key: !isTombstone(entry) && entry.key ? 1 : 0,
    entry: JSON.stringify(entry),
  };
  const text = markdown === undefined ? {} : { markdown };
  await tx
    .insertInto('items')
    .values({ feed, id: entry.id, ...row, markdown: markdown ?? '' })
    .onConflict((conflict) => conflict.columns(['feed', 'id']).doUpdateSet({ ...row, ...text }))
    .execute();
  await useMedia(tx, { feed, item: entry.id }, row.entry);
}

function pinnedAfter(pinned: string | null, content: ChangeContent): string | null {
  if (content.kind === 'pin') return content.item.id;
  const isGone = content.kind === 'unpin' || content.kind === 'takedown';
  return isGone && content.id === pinned ? null : pinned;
}

function shown(entry: Entry | undefined, pinned: string | null): Entry | undefined {
  if (entry === undefined || isTombstone(entry)) return entry;
  return { ...entry, pinned: entry.id === pinned };
}
