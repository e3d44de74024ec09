import type { Transaction } from 'kysely';
import { v7 } from 'uuid';
import { later, type Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { mailboxOf } from './address.ts';
import { mailRow } from './mail-row.ts';
import type { Seal } from './seal.ts';
import { askedOf } from './subscription-row.ts';
import type { Wish } from './subscription.ts';

type Tx = Transaction<Schema>;

const hourSeconds = 3_600;
const daySeconds = 24 * hourSeconds;

/** How long a link that confirms is good. */
const confirmSeconds = daySeconds;
/** Mails to confirm that one mailbox gets: one an hour, three a day, whoever asks for whichever feed. */
const maxAskedADay = 3;
/** New requests for a feed in an hour. More is no audience but a flood. */
const maxAskedOfFeed = 500;

/**
 * What people ask for, before the address has confirmed it. Every instance asks the same rows, so that limits hold for all of
 * them together.
 */
export class Requests {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
    private readonly mostAskedOfFeed = maxAskedOfFeed,
  ) {}

  /**
   * Keeps what somebody asks for, and hands over a mail to confirm it, unless the mailbox was asked lately, has it all
   * already, or has complained. The answer is the same in each of these cases. `full`: the feed was asked for by too many in this hour.
   */
  async ask(feed: string, address: string, wishes: readonly Wish[]): Promise<'taken' | 'full'> {
    const now = await this.database.time();
    return this.database.write(async (tx) => {
      const until = later(now, confirmSeconds);
      const { count } = await tx
        .selectFrom('subscriptions')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('feed', '=', feed)
        .where('state', '=', 'pending')
        .where('confirm_until', '>', later(until, -hourSeconds))
        .executeTakeFirstOrThrow();
      if (count >= this.mostAskedOfFeed) return 'full';
      const { id: subscriber, asked } = await this.locked(tx, address, now);
      const times = askedOf(asked).filter((at) => at > later(now, -daySeconds));
      const isLately = times.some((at) => at > later(now, -hourSeconds));
      if (isLately || times.length >= maxAskedADay) return 'taken';
      if (await hasComplained(tx, subscriber)) return 'taken';
      const pending = await this.keep(tx, { subscriber, feed, wishes, now, until });
      if (pending === undefined) return 'taken';
      await tx
        .updateTable('subscribers')
        .set({ asked: JSON.stringify([now, ...times]), asked_at: now })
        .where('id', '=', subscriber)
        .execute();
      await tx
        .insertInto('mails')
        .values(mailRow({ subscription: pending, feed, kind: 'confirm', key: until, at: now }))
        .onConflict((known) => known.column('id').doNothing())
        .execute();
      return 'taken';
    });
  }

  /**
   * The row of a mailbox, made where there is none, and locked: one request for it after the other. While something goes to an
   * address, nobody puts another "+tag" in its place.
   */
  private async locked(tx: Tx, address: string, now: string) {
    const sealed = this.seal.seal(address);
    const row = await tx
      .insertInto('subscribers')
      .values({
        id: v7(),
        mailbox: this.seal.hash(mailboxOf(address)),
        address: sealed,
        asked: '[]',
        asked_at: null,
        bounces: 0,
        created_at: now,
      })
      .onConflict((known) =>
        known
          .column('mailbox')
          .doUpdateSet((update) => ({ mailbox: update.ref('excluded.mailbox') })),
      )
      .returning(['id', 'asked'])
      .executeTakeFirstOrThrow();
    await tx
      .updateTable('subscribers')
      .set({ address: sealed })
      .where('id', '=', row.id)
      .where((is) =>
        is.not(
          is.exists(
            is
              .selectFrom('subscriptions')
              .select('subscriptions.id')
              .where('subscriptions.subscriber', '=', row.id)
              .where('subscriptions.state', '=', 'active'),
          ),
        ),
      )
      .execute();
    return row;
  }

  /** Keeps as pending what is not active. The id of one of these; undefined when there is none. */
  private async keep(
    tx: Tx,
    asked: {
      subscriber: string;
      feed: string;
      wishes: readonly Wish[];
      now: string;
      until: string;
    },
  ): Promise<string | undefined> {
    const { subscriber, feed, wishes, now, until } = asked;
    let pending: string | undefined;
    for (const wish of wishes) {
      const { hour, zone } = wish.list === 'daily' ? wish : { hour: null, zone: null };
      const anew = { hour, zone, state: 'pending' as const, confirm_until: until };
      const row = await tx
        .insertInto('subscriptions')
        .values({
          id: v7(),
          subscriber,
          feed,
          list: wish.list,
          ...anew,
          reason: null,
          created_at: now,
          confirmed_at: null,
          ended_at: null,
          due_at: null,
          epoch: null,
          seq: null,
          tag: null,
        })
        .onConflict((known) =>
          known
            .columns(['subscriber', 'feed', 'list'])
            .doUpdateSet(anew)
            .where('subscriptions.state', '!=', 'active'),
        )
        .returning('id')
        .executeTakeFirst();
      pending ??= row?.id;
    }
    return pending;
  }
}

/** Whether the reader of a mailbox has told their provider, lately, that what came is unwanted. */
async function hasComplained(tx: Tx, subscriber: string): Promise<boolean> {
  const row = await tx
    .selectFrom('subscriptions')
    .select('id')
    .where('subscriber', '=', subscriber)
    .where('state', '=', 'ended')
    .where('reason', '=', 'complained')
    .executeTakeFirst();
  return row !== undefined;
}
