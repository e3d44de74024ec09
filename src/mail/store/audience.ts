import { recordAct, type Actor } from '../../database/audit.ts';
import type { Database } from '../../database/database.ts';
import { mailName } from '../../followers/kinds/mail.ts';
import { openFeedsOf } from '../../followers/store/open-feeds.ts';
import { mailboxOf } from './address.ts';
import { dropMails } from './drop-mails.ts';
import type { Seal } from './seal.ts';
import type { MailCounts, MailQueue } from './subscription.ts';

/** What the newsroom knows and decides of those who get mail: numbers, never addresses. Also the injection token. */
export class Audience {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  /** The feeds that may be subscribed to. */
  openFeeds(): Promise<readonly string[]> {
    return openFeedsOf(this.database, mailName);
  }

  async counts(feed: string): Promise<MailCounts> {
    const [subscriptions, mails] = await this.database.run((db) =>
      Promise.all([
        db
          .selectFrom('subscriptions')
          .select(['list', 'state'])
          .select((select) => select.fn.countAll<number>().as('count'))
          .where('feed', '=', feed)
          .groupBy(['list', 'state'])
          .execute(),
        db
          .selectFrom('mails')
          .select('dead')
          .select((select) => [
            select.fn.countAll<number>().as('count'),
            select.fn.min('at').as('oldest'),
          ])
          .where('feed', '=', feed)
          .groupBy('dead')
          .execute(),
      ]),
    );
    const active = (wanted: string) =>
      sum(subscriptions.filter(({ list, state }) => list === wanted && state === 'active'));
    const inState = (wanted: string) => sum(subscriptions.filter(({ state }) => state === wanted));
    const waiting = mails.filter(({ dead }) => dead === 0);
    const [oldest] = waiting;
    return {
      breaking: active('breaking'),
      daily: active('daily'),
      pending: inState('pending'),
      ended: inState('ended'),
      waiting: sum(waiting),
      ...(oldest && { oldestAt: oldest.oldest }),
      refused: sum(mails.filter(({ dead }) => dead === 1)),
    };
  }

  async queue(): Promise<MailQueue> {
    const { now } = this.database;
    const rows = await this.database.run((db) =>
      db
        .selectFrom('mails')
        .select('dead')
        .select((select) => [
          select.fn.countAll<number>().as('count'),
          select.fn.min('at').as('oldest'),
        ])
        .select(now.as('now'))
        .groupBy('dead')
        .execute(),
    );
    const waiting = rows.filter(({ dead }) => dead === 0);
    const [oldest] = waiting;
    const waitsMs = oldest === undefined ? 0 : Date.parse(oldest.now) - Date.parse(oldest.oldest);
    return {
      waiting: sum(waiting),
      oldestSeconds: Math.max(0, waitsMs / 1_000),
      refused: sum(rows.filter(({ dead }) => dead === 1)),
    };
  }

  /**
   * Forgets a mailbox altogether, whatever "+tag" its addresses have. False when there was nothing of it. The audit tells that
   * it was done, not whose it was.
   */
  async erase(address: string, by: Actor): Promise<boolean> {
    const mailbox = this.seal.hash(mailboxOf(address));
    const isGone = await this.database.write(async (tx) => {
      const rows = await tx
        .deleteFrom('subscribers')
        .where('mailbox', '=', mailbox)
        .returning('id')
        .execute();
      if (rows.length === 0) return false;
      const ids = rows.map(({ id }) => id);
      const gone = await tx
        .deleteFrom('subscriptions')
        .where('subscriber', 'in', ids)
        .returning('id')
        .execute();
      await dropMails(
        tx,
        gone.map(({ id }) => id),
      );
      await recordAct(tx, this.database, by, { action: 'erase subscriber' });
      return true;
    });
    if (isGone) this.database.scrub();
    return isGone;
  }
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
