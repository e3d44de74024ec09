import { sql } from 'kysely';
import { later, type Database } from '../../database/database.ts';
import type { MailRow } from '../../database/rows/subscriber-rows.ts';
import type { Position } from '../../feed/position.ts';
import { Outbox } from '../../followers/store/outbox.ts';
import { mailRow } from './mail-row.ts';
import { nextHour } from './next-hour.ts';
import type { Seal } from './seal.ts';
import { subscriptionOf } from './subscription-row.ts';
import { sweep } from './sweep.ts';
import type { WaitingMail } from './subscription.ts';

/** Digests that are made due at once; the next look finds the others. */
const maxDue = 200;
/**
 * The mails that wait, without words. An instance sends one only while it has its lease, by the database's clock; a mail is
 * sent at least once, and its row goes when the mail server has it.
 */
export class Mails extends Outbox {
  /** Told when something was handed over here. */
  onHandOver: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {
    super();
  }

  async handOver(feed: string, item: string): Promise<void> {
    await this.database.write((tx) =>
      tx
        .insertInto('mails')
        .columns(['id', 'subscription', 'feed', 'kind', 'key', 'at', 'tries', 'dead'])
        .expression((from) =>
          from
            .selectFrom('subscriptions')
            .select([
              sql<string>`id || ':breaking:' || ${item}`.as('id'),
              'id as subscription',
              'feed',
              sql<'breaking'>`'breaking'`.as('kind'),
              sql<string>`cast(${item} as text)`.as('key'),
              this.database.now.as('at'),
              sql<number>`0`.as('tries'),
              sql<number>`0`.as('dead'),
            ])
            .where('feed', '=', feed)
            .where('list', '=', 'breaking')
            .where('state', '=', 'active'),
        )
        .onConflict((known) => known.column('id').doNothing())
        .execute(),
    );
    this.onHandOver();
  }

  /** Hands over the digests whose time has come, of these feeds: of many instances one hands over each. */
  async handOverDigests(feeds: readonly string[]): Promise<void> {
    if (feeds.length === 0) return;
    const now = await this.database.time();
    const due = await this.database.run((db) =>
      db
        .selectFrom('subscriptions')
        .select(['id', 'feed', 'hour', 'zone', 'due_at'])
        .where('due_at', '<=', now)
        .where('state', '=', 'active')
        .where('feed', 'in', feeds)
        .orderBy('due_at')
        .limit(maxDue)
        .execute(),
    );
    for (const { id, feed, hour, zone, due_at: dueAt } of due) {
      if (hour === null || zone === null || dueAt === null) continue;
      await this.database.write(async (tx) => {
        const taken = await tx
          .updateTable('subscriptions')
          .set({ due_at: nextHour(hour, zone, now) })
          .where('id', '=', id)
          .where('due_at', '=', dueAt)
          .returning('id')
          .executeTakeFirst();
        if (taken === undefined) return;
        const row = mailRow({ subscription: id, feed, kind: 'daily', key: dueAt, at: now });
        await tx
          .insertInto('mails')
          .values(row)
          .onConflict((known) => known.column('id').doNothing())
          .execute();
      });
    }
  }

  /** Takes mails that nobody sends now, those that have waited longest first. */
  async take(holder: string, limit: number, seconds: number): Promise<readonly WaitingMail[]> {
    const now = await this.database.time();
    const waiting = await this.database.run((db) =>
      db
        .selectFrom('mails')
        .select('id')
        .where('dead', '=', 0)
        .where((is) => is.or([is('wait_until', 'is', null), is('wait_until', '<=', now)]))
        .where((is) => is.or([is('lease', 'is', null), is('lease_until', '<=', now)]))
        .orderBy('at')
        .limit(limit)
        .execute(),
    );
    if (waiting.length === 0) return [];
    const taken = await this.database.write((tx) =>
      tx
        .updateTable('mails')
        .set({ lease: holder, lease_until: later(now, seconds) })
        .where(
          'id',
          'in',
          waiting.map(({ id }) => id),
        )
        .where('dead', '=', 0)
        .where((is) => is.or([is('lease', 'is', null), is('lease_until', '<=', now)]))
        .returningAll()
        .execute(),
    );
    return this.withAddressees(taken);
  }

  /** The mail is sent, or there is nothing to send: its row goes. `position`: up to where a digest has told the log. */
  async done(
    { id, subscription }: WaitingMail,
    holder: string,
    position?: Position,
  ): Promise<void> {
    await this.database.write(async (tx) => {
      const gone = await tx
        .deleteFrom('mails')
        .where('id', '=', id)
        .where('lease', '=', holder)
        .returning('id')
        .executeTakeFirst();
      if (gone === undefined || position === undefined) return;
      const { epoch, seq, tag } = position;
      await tx
        .updateTable('subscriptions')
        .set({ epoch, seq, tag })
        .where('id', '=', subscription.id)
        .execute();
    });
  }

  /** The mail waits for its next try. `tries`: as many have failed. */
  async wait(id: string, holder: string, tries: number, seconds: number): Promise<void> {
    const now = await this.database.time();
    await this.settle(id, holder, { tries, wait_until: later(now, seconds) });
  }

  /** The mail was refused for good. */
  async bury(id: string, holder: string, reason: string): Promise<void> {
    await this.settle(id, holder, { dead: 1, reason });
  }

  /** Ends what has waited for too long, and forgets what is long over. */
  async sweep(): Promise<void> {
    const now = await this.database.time();
    await this.database.write((tx) => sweep(tx, now));
  }

  private async settle(id: string, holder: string, values: Partial<MailRow>): Promise<void> {
    await this.database.write((tx) =>
      tx
        .updateTable('mails')
        .set({ ...values, lease: null, lease_until: null })
        .where('id', '=', id)
        .where('lease', '=', holder)
        .execute(),
    );
  }

  private async withAddressees(rows: readonly MailRow[]): Promise<readonly WaitingMail[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ subscription }) => subscription);
    const found = await this.database.run((db) =>
      db
        .selectFrom('subscriptions')
        .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber')
        .selectAll('subscriptions')
        .select(['subscribers.address', 'subscribers.bounces'])
        .where('subscriptions.id', 'in', ids)
        .execute(),
    );
    const byId = new Map(found.map((row) => [row.id, row]));
    return rows.flatMap(({ id, kind, key, tries, subscription }) => {
      const row = byId.get(subscription);
      if (row === undefined) return [];
      const { bounces } = row;
      const address = this.seal.open(row.address);
      return [{ id, kind, key, tries, subscription: subscriptionOf(row), address, bounces }];
    });
  }
}
