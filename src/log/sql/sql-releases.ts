import type { Transaction } from 'kysely';
import { v4 } from 'uuid';
import { recordAct, type Actor } from '../../database/audit.ts';
import { later, type Database } from '../../database/database.ts';
import { useMedia } from '../../database/media-uses.ts';
import type { FeedRow, Schema } from '../../database/schema.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Draft, DraftContent } from '../draft.ts';
import type { Appended, IdempotencyKey, Post, Published, Release } from '../log.ts';
import { appendLocked, lockFeed, type LockedFeed } from './append.ts';
import { atRev, authorOf, changedBy, columns, draftRow, found, notHeld } from './draft-rows.ts';
import { appendedAt } from './earlier-use.ts';
import { earlierDraft, earlierPublish, rememberUse } from './idempotency.ts';
import { nameExternally, publishedUnder } from './sql-external-ids.ts';
import { draftOf, headOf } from './rows.ts';

/**
 * How posts and drafts get to readers: at once, held for the feed's `undoSeconds`, or at their time. A held post is a row
 * among the drafts with a time, so that an instance of an earlier release lets it out at that time as well, and once.
 */
export class SqlReleases {
  constructor(private readonly database: Database) {}

  publish(feed: string, post: Post, key?: IdempotencyKey, by?: Actor): Promise<Published> {
    return this.database.write(async (tx) => {
      const row = await lockFeed(tx, this.database, feed);
      const { content, markdown, external } = post;
      const earlier = (await before(tx, row, key)) ?? (await publishedUnder(tx, row, external));
      if (earlier !== undefined) return earlier;
      const seconds = undoSeconds(row);
      if (seconds === 0) {
        await nameExternally(tx, feed, post.id, external);
        return this.append(tx, row, post, key, by);
      }
      // As with any draft, the id must not tell when the post was written.
      const id = v4();
      const embargo = await heldUntil(tx, row, seconds);
      const held = { ...columns({ content, markdown, embargo }), state: 'held' as const };
      const kept = await tx
        .insertInto('drafts')
        .values({ feed, id, rev: 1, updated_at: row.now, ...authorOf(by), ...held })
        .returningAll()
        .executeTakeFirstOrThrow();
      await useMedia(tx, { feed, item: id }, kept.content);
      await nameExternally(tx, feed, id, external);
      return this.held(tx, row, draftOf(kept), key, by);
    });
  }

  async release(
    feed: string,
    id: string,
    { rev, content, key, by }: Release = {},
  ): Promise<Published> {
    const published = await this.database.write(async (tx) => {
      const row = await lockFeed(tx, this.database, feed);
      const earlier = await before(tx, row, key);
      if (earlier !== undefined) return earlier;
      const draft = notHeld(found(await draftRow(tx, feed, id)));
      if (rev !== undefined) atRev(draft, rev);
      const last = content ?? draft;
      const seconds = undoSeconds(row);
      if (seconds === 0) return this.takeOut(tx, row, id, last, key, by);
      const embargo = await heldUntil(tx, row, seconds);
      const kept = await this.changed(tx, row, draft, by, {
        ...columns({ ...last, embargo }),
        state: 'held',
      });
      await useMedia(tx, { feed, item: id }, JSON.stringify(last.content));
      return this.held(tx, row, kept, key, by);
    });
    // Earlier wordings of a draft are in no change, so they are erased here.
    if (content !== undefined) this.database.scrub();
    return published;
  }

  releaseDue(feed: string, id: string, by?: Actor): Promise<Appended> {
    return this.database.write(async (tx) => {
      const row = await lockFeed(tx, this.database, feed);
      const draft = found(await draftRow(tx, feed, id));
      // Since it was found due it may have been taken back, or given another time.
      if (draft.embargo === undefined || draft.embargo > row.now) {
        throw new Refusal('unknown_item', 'Its time has not come.');
      }
      return (await this.takeOut(tx, row, id, draft, undefined, by)).appended;
    });
  }

  recall(feed: string, id: string, key?: IdempotencyKey, by?: Actor): Promise<Draft> {
    return this.database.write(async (tx) => {
      const row = await lockFeed(tx, this.database, feed);
      const earlier = key === undefined ? undefined : await earlierDraft(tx, feed, key);
      if (earlier !== undefined) return found(await draftRow(tx, feed, earlier.item));
      const draft = found(await draftRow(tx, feed, id));
      if (draft.state !== 'held' || draft.embargo === undefined) {
        throw new Refusal(
          'wrong_state',
          'It is not held: no reader gets it before it is published.',
        );
      }
      // An instance may be about to let it out: of an earlier release, without looking at it again.
      if (draft.embargo <= row.now) {
        throw new Refusal('already_published', 'Its time is over: it is out, or going out now.');
      }
      const kept = await this.changed(tx, row, draft, by, { state: 'draft', embargo: null });
      if (key !== undefined) await rememberUse(tx, feed, key, { item: id, seq: null, at: row.now });
      await recordAct(tx, this.database, by, { action: 'recall', feed, item: id });
      return kept;
    });
  }

  async due(limit: number): Promise<readonly { readonly feed: string; readonly id: string }[]> {
    return this.database.run((db) =>
      db
        .selectFrom('drafts')
        .select(['feed', 'id'])
        .where('embargo', '<=', this.database.now)
        .orderBy('embargo')
        .orderBy('id')
        .limit(limit)
        .execute(),
    );
  }

  private async append(
    tx: Transaction<Schema>,
    row: LockedFeed,
    { id, content, markdown }: Post,
    key?: IdempotencyKey,
    by?: Actor,
  ) {
    const command = { kind: 'post', id, content, markdown } as const;
    const appended = await appendLocked(tx, this.database, row, command, key, by);
    return { kind: 'out', appended } as const;
  }

  private async takeOut(
    tx: Transaction<Schema>,
    row: LockedFeed,
    id: string,
    { content, markdown }: DraftContent,
    key?: IdempotencyKey,
    by?: Actor,
  ) {
    await tx.deleteFrom('drafts').where('feed', '=', row.slug).where('id', '=', id).execute();
    return this.append(tx, row, { id, content, markdown }, key, by);
  }

  private async changed(
    tx: Transaction<Schema>,
    row: LockedFeed,
    { id, rev }: Draft,
    by: Actor | undefined,
    values: Partial<Schema['drafts']>,
  ): Promise<Draft> {
    const kept = await tx
      .updateTable('drafts')
      .set({ rev: rev + 1, updated_at: row.now, ...changedBy(by), ...values })
      .where('feed', '=', row.slug)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return draftOf(kept);
  }

  private async held(
    tx: Transaction<Schema>,
    { slug, now }: LockedFeed,
    draft: Draft,
    key: IdempotencyKey | undefined,
    by: Actor | undefined,
  ): Promise<Published> {
    const { id } = draft;
    if (key !== undefined) await rememberUse(tx, slug, key, { item: id, seq: null, at: now });
    await recordAct(tx, this.database, by, { action: 'hold', feed: slug, item: id });
    return { kind: 'held', draft };
  }
}

async function before(
  tx: Transaction<Schema>,
  row: FeedRow,
  key: IdempotencyKey | undefined,
): Promise<Published | undefined> {
  const use = key === undefined ? undefined : await earlierPublish(tx, row.slug, key);
  if (use === undefined) return undefined;
  return use.kind === 'change'
    ? { kind: 'out', appended: await appendedAt(tx, row, use.seq) }
    : { kind: 'held', draft: found(await draftRow(tx, row.slug, use.item)) };
}

function undoSeconds(row: FeedRow): number {
  return headOf(row).info.undoSeconds ?? 0;
}

/** Behind what is held already, so that posts come out in the order in which they were published. */
async function heldUntil(tx: Transaction<Schema>, row: LockedFeed, seconds: number) {
  const last = await tx
    .selectFrom('drafts')
    .select('embargo')
    .where('feed', '=', row.slug)
    .where('state', '=', 'held')
    .orderBy('embargo', 'desc')
    .limit(1)
    .executeTakeFirst();
  const until = later(row.now, seconds);
  const behind = last?.embargo ?? '';
  return behind < until ? until : later(behind, 0.001);
}
