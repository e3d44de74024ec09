import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { mailboxOf } from './address.ts';
import { dropMails } from './drop-mails.ts';
import { nextHour } from './next-hour.ts';
import { idIn, type Purpose, type Seal } from './seal.ts';
import { subscriptionOf } from './subscription-row.ts';
import type { EndReason, Subscription } from './subscription.ts';

type Tx = Transaction<Schema>;

/** Refusals in a row that end what an address gets, where its server does not say that there is no such address. */
const maxBounces = 3;

/** A subscription by a link. `isOver`: the link confirms nothing any more. */
export interface Found {
  readonly subscription: Subscription;
  readonly isOver: boolean;
}

/** Who gets mail, of which feeds: what an address has confirmed, and what ends it. Also the injection token. */
export class Subscribers {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  /** What a link is about; undefined for a link that was never made here, or whose address was erased. */
  async find(token: string, purpose: Purpose): Promise<Found | undefined> {
    const id = idIn(token);
    if (id === undefined) return undefined;
    const row = await this.database.run((db) =>
      db
        .selectFrom('subscriptions')
        .selectAll()
        .select(this.database.now.as('now'))
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    if (row === undefined) return undefined;
    const { state, confirm_until: until } = row;
    const isConfirm = purpose === 'confirm';
    if (!this.seal.isToken(token, purpose, id, isConfirm ? until : '')) return undefined;
    const isOver = state === 'ended' || (state === 'pending' && until <= row.now);
    return { subscription: subscriptionOf(row), isOver: isConfirm && isOver };
  }

  /** Begins everything that was asked for with this subscription. Where it has begun, nothing changes. */
  async confirm({ subscriber, feed, confirmUntil }: Subscription): Promise<void> {
    const now = await this.database.time();
    await this.database.write(async (tx) => {
      const head = await tx
        .selectFrom('feeds')
        .select(['epoch', 'head', 'tag'])
        .where('slug', '=', feed)
        .executeTakeFirst();
      if (head === undefined) return;
      const rows = await tx
        .selectFrom('subscriptions')
        .select(['id', 'hour', 'zone'])
        .where('subscriber', '=', subscriber)
        .where('feed', '=', feed)
        .where('state', '=', 'pending')
        .where('confirm_until', '=', confirmUntil)
        .execute();
      for (const { id, hour, zone } of rows) {
        await tx
          .updateTable('subscriptions')
          .set({
            state: 'active',
            reason: null,
            confirmed_at: now,
            epoch: head.epoch,
            seq: head.head,
            tag: head.tag,
            due_at: hour === null || zone === null ? null : nextHour(hour, zone, now),
          })
          .where('id', '=', id)
          .where('state', '=', 'pending')
          .execute();
      }
      await tx
        .updateTable('subscribers')
        .set({ bounces: 0 })
        .where('id', '=', subscriber)
        .execute();
    });
  }

  /** Has the digest come at another hour. Nothing of what has ended, or is none. */
  async setHour({ id }: Pick<Subscription, 'id'>, hour: number, zone: string): Promise<void> {
    const now = await this.database.time();
    await this.database.write((tx) =>
      tx
        .updateTable('subscriptions')
        .set({ hour, zone, due_at: nextHour(hour, zone, now) })
        .where('id', '=', id)
        .where('list', '=', 'daily')
        .where('state', '=', 'active')
        .execute(),
    );
  }

  /** Ends one subscription, with what waits for it. */
  async end({ id }: Pick<Subscription, 'id'>, reason: EndReason): Promise<void> {
    await this.database.write((tx) => this.ended(tx, [id], reason));
  }

  /**
   * Counts a refusal of an address by its server. `forGood`: the server says that there is no such address. What it gets then
   * ends, of all feeds.
   */
  async bounced(subscriber: string, forGood: boolean): Promise<void> {
    await this.database.write(async (tx) => {
      const row = await tx
        .updateTable('subscribers')
        .set((update) => ({ bounces: update('bounces', '+', 1) }))
        .where('id', '=', subscriber)
        .returning('bounces')
        .executeTakeFirst();
      if (row === undefined || (!forGood && row.bounces < maxBounces)) return;
      const rows = await tx
        .selectFrom('subscriptions')
        .select('id')
        .where('subscriber', '=', subscriber)
        .where('state', '!=', 'ended')
        .execute();
      await this.ended(
        tx,
        rows.map(({ id }) => id),
        'bounced',
      );
    });
  }

  /**
   * Ends what a mailbox gets, of all feeds, because of what its provider reports. After a complaint it is not asked to
   * confirm anything either, as long as what has ended is kept (30 days).
   */
  async reported(address: string, kind: 'bounce' | 'complaint'): Promise<void> {
    const mailbox = this.seal.hash(mailboxOf(address));
    await this.database.write(async (tx) => {
      const rows = await tx
        .selectFrom('subscriptions')
        .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber')
        .select('subscriptions.id')
        .where('subscribers.mailbox', '=', mailbox)
        .execute();
      const ids = rows.map(({ id }) => id);
      await this.ended(tx, ids, kind === 'bounce' ? 'bounced' : 'complained');
      if (kind === 'bounce' || ids.length === 0) return;
      await tx
        .updateTable('subscriptions')
        .set({ reason: 'complained', ended_at: this.database.now })
        .where('id', 'in', ids)
        .execute();
    });
  }

  /** Its server took a mail: refusals of before say nothing any more. */
  async delivered(subscriber: string): Promise<void> {
    await this.database.write((tx) =>
      tx.updateTable('subscribers').set({ bounces: 0 }).where('id', '=', subscriber).execute(),
    );
  }

  private async ended(tx: Tx, ids: readonly string[], reason: EndReason): Promise<void> {
    if (ids.length === 0) return;
    await tx
      .updateTable('subscriptions')
      .set({ state: 'ended', reason, ended_at: this.database.now, due_at: null })
      .where('id', 'in', ids)
      .where('state', '!=', 'ended')
      .execute();
    await dropMails(tx, ids);
  }
}
