import { sql, type Transaction } from 'kysely';
import { v4 } from 'uuid';
import { unknownFeed } from '../../feed/refusal.ts';
import type { Draft, DraftContent, DraftStep, NewDraft } from '../draft.ts';
import { mayStep, stateAfter } from '../draft-steps.ts';
import type { IdempotencyKey } from '../log.ts';
import { recordAct, type Actor } from '../../database/audit.ts';
import type { Database } from '../../database/database.ts';
import { lockFeedRow } from '../../database/lock-feed.ts';
import { releaseMedia, useMedia } from '../../database/media-uses.ts';
import { atRev, authorOf, changedBy, columns, draftRow, found, notHeld } from './draft-rows.ts';
import { earlierDraft, rememberUse } from './idempotency.ts';
import { itemUnder, nameExternally } from './sql-external-ids.ts';
import { draftOf } from './rows.ts';
import type { Schema } from '../../database/schema.ts';

/** Drafts and embargoed items, in their own table, which is never read for readers. */
export class SqlDrafts {
  constructor(private readonly database: Database) {}

  keep(feed: string, draft: NewDraft, key?: IdempotencyKey, by?: Actor): Promise<Draft> {
    return this.database.write(async (tx) => {
      const at = await this.lock(tx, feed);
      const earlier = key === undefined ? undefined : await earlierDraft(tx, feed, key);
      if (earlier !== undefined) return found(await draftRow(tx, feed, earlier.item));
      const named = draft.external && (await itemUnder(tx, feed, draft.external));
      if (named !== undefined) return found(await draftRow(tx, feed, named));
      // The published item keeps this id, so the id must not tell when the draft was begun (UUIDv4 holds no time).
      const id = v4();
      const kept = await tx
        .insertInto('drafts')
        .values({
          feed,
          id,
          rev: 1,
          updated_at: at,
          state: 'draft',
          ...authorOf(by),
          ...columns(draft),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await useMedia(tx, { feed, item: id }, kept.content);
      await nameExternally(tx, feed, id, draft.external);
      if (key !== undefined) await rememberUse(tx, feed, key, { item: id, seq: null, at });
      await recordAct(tx, this.database, by, { action: 'keep draft', feed, item: id });
      return draftOf(kept);
    });
  }

  async list(feed: string): Promise<readonly Draft[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('drafts')
        .selectAll()
        .where('feed', '=', feed)
        .orderBy(sql`case when embargo is null then 1 else 0 end`)
        .orderBy('embargo')
        .orderBy('updated_at', 'desc')
        .execute(),
    );
    return rows.map(draftOf);
  }

  async find(feed: string, id: string): Promise<Draft | undefined> {
    const kept = await this.database.run((db) => draftRow(db, feed, id));
    return kept === undefined ? undefined : draftOf(kept);
  }

  async change(
    feed: string,
    id: string,
    rev: number,
    draft: DraftContent,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Draft> {
    const changed = await this.database.write(async (tx) => {
      const at = await this.lock(tx, feed);
      const earlier = key === undefined ? undefined : await earlierDraft(tx, feed, key);
      if (earlier !== undefined) return found(await draftRow(tx, feed, earlier.item));
      atRev(notHeld(found(await draftRow(tx, feed, id))), rev);
      const kept = await tx
        .updateTable('drafts')
        .set({ rev: rev + 1, updated_at: at, ...changedBy(by), ...columns(draft) })
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
      await useMedia(tx, { feed, item: id }, kept.content);
      if (key !== undefined) await rememberUse(tx, feed, key, { item: id, seq: null, at });
      await recordAct(tx, this.database, by, { action: 'change draft', feed, item: id });
      return draftOf(kept);
    });
    this.database.scrub();
    return changed;
  }

  async step(
    feed: string,
    id: string,
    rev: number,
    step: DraftStep,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<Draft> {
    return this.database.write(async (tx) => {
      const at = await this.lock(tx, feed);
      const earlier = key === undefined ? undefined : await earlierDraft(tx, feed, key);
      if (earlier !== undefined) return found(await draftRow(tx, feed, earlier.item));
      const draft = found(await draftRow(tx, feed, id));
      atRev(draft, rev);
      mayStep(draft, step);
      const kept = await tx
        .updateTable('drafts')
        .set({ rev: rev + 1, updated_at: at, ...changedBy(by), ...stateAfter(step) })
        .where('feed', '=', feed)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow();
      if (key !== undefined) await rememberUse(tx, feed, key, { item: id, seq: null, at });
      await recordAct(tx, this.database, by, { action: `${step.kind} draft`, feed, item: id });
      return draftOf(kept);
    });
  }

  async discard(
    feed: string,
    id: string,
    rev?: number,
    key?: IdempotencyKey,
    by?: Actor,
  ): Promise<void> {
    await this.database.write(async (tx) => {
      const at = await this.lock(tx, feed);
      if (key !== undefined && (await earlierDraft(tx, feed, key)) !== undefined) return;
      const draft = found(await draftRow(tx, feed, id));
      if (rev !== undefined) atRev(draft, rev);
      await tx.deleteFrom('drafts').where('feed', '=', feed).where('id', '=', id).execute();
      await releaseMedia(tx, this.database, { feed, item: id });
      if (key !== undefined) await rememberUse(tx, feed, key, { item: id, seq: null, at });
      await recordAct(tx, this.database, by, { action: 'discard draft', feed, item: id });
    });
    this.database.scrub();
  }

  /** The feed's row is the lock for its drafts as well: one lock, so no deadlock by order. */
  private async lock(tx: Transaction<Schema>, feed: string): Promise<string> {
    const locked = await lockFeedRow(tx, this.database, feed);
    if (locked === undefined) throw unknownFeed(feed);
    return locked.now;
  }
}
