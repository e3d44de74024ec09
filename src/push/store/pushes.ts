import { sql } from 'kysely';
import { later, type Database } from '../../database/database.ts';
import type { PushRow } from '../../database/rows/subscriber-rows.ts';
import { PushOutbox } from '../../followers/store/outbox.ts';
import type { PushKeys } from '../push-keys.ts';
import type { Told, WaitingPush } from './browser.ts';
import { isFree } from './is-free.ts';

/** An item that could not be sent for so long is no news any more. */
export const newsSeconds = 12 * 3_600;
/** For so long a notification is corrected and taken back. */
export const keptSeconds = 7 * 24 * 3_600;

const named = ['id', 'browser', 'feed', 'item', 'service'] as const;

/**
 * What browsers show, or are to show, of items: a row for each browser and item, without words. An instance sends one only while it
 * has its lease, by the database's clock; each is sent at least once.
 */
export class Pushes extends PushOutbox {
  /** Told when something was handed over here. */
  onHandOver: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly keys: PushKeys,
  ) {
    super();
  }

  async handOver(feed: string, item: string, filters: readonly string[]): Promise<void> {
    const zero = sql<number>`0`;
    const one = sql<number>`1`;
    await this.database.write((tx) =>
      tx
        .insertInto('pushes')
        .columns([...named, 'due', 'rank', 'asked', 'told', 'rev', 'tries', 'at'])
        .expression((from) =>
          from
            .selectFrom('push_choices')
            .innerJoin('push_browsers', 'push_browsers.id', 'push_choices.browser')
            .select([
              sql<string>`browser || ':' || ${item}`.as('id'),
              'push_choices.browser',
              'push_choices.feed',
              sql<string>`cast(${item} as text)`.as('item'),
              'push_browsers.service',
              one.as('due'),
              one.as('rank'),
              one.as('asked'),
              zero.as('told'),
              zero.as('rev'),
              zero.as('tries'),
              this.database.now.as('at'),
            ])
            .where('push_choices.feed', '=', feed)
            .where('push_choices.filter', 'in', filters),
        )
        .onConflict((known) => known.column('id').doNothing())
        .execute(),
    );
    this.onHandOver();
  }

  async changed(feed: string, item: string, isGone: boolean): Promise<void> {
    await this.database.write((tx) =>
      tx
        .updateTable('pushes')
        .set((update) => ({ due: 1, asked: update('asked', '+', 1), tries: 0, wait_until: null }))
        // What was not told yet is news, unless it is gone.
        .set({ rank: isGone ? 0 : sql<number>`case when told = 2 then 2 else rank end` })
        .where('item', '=', item)
        .where('feed', '=', feed)
        .execute(),
    );
    this.onHandOver();
  }

  /** Takes what nobody sends to a push service now: takedowns, then news, then corrections, the oldest of each first. */
  async take(
    service: string,
    holder: string,
    limit: number,
    seconds: number,
  ): Promise<readonly WaitingPush[]> {
    const now = await this.database.time();
    const waiting = await this.database.run((db) =>
      db
        .selectFrom('pushes')
        .select(['id', 'lease'])
        .where('due', '=', 1)
        .where('service', '=', service)
        .where(isFree(now))
        .orderBy('rank')
        .orderBy('at')
        .limit(limit)
        .execute(),
    );
    if (waiting.length === 0) return [];
    const ids = waiting.map(({ id }) => id);
    const taken = await this.database.write((tx) =>
      tx
        .updateTable('pushes')
        .set({ lease: holder, lease_until: later(now, seconds) })
        .where('id', 'in', ids)
        .where('due', '=', 1)
        .where(isFree(now))
        .returningAll()
        .execute(),
    );
    // Whose lease has run out did not write down what became of it.
    const unsettled = new Set(waiting.flatMap(({ id, lease }) => (lease === null ? [] : [id])));
    return this.withAddresses(taken, unsettled, later(now, -newsSeconds));
  }

  /** The browser is told this revision of the item: its row stays, for what becomes of the item. */
  async done({ id, asked }: WaitingPush, holder: string, rev: number): Promise<void> {
    await this.settle(id, holder, {
      told: levels.indexOf('yes'),
      rev,
      tries: 0,
      wait_until: null,
      due: this.dueUnless(asked),
    });
  }

  /** There is nothing to tell now. Its row stays, because the browser may show the item. */
  async rest({ id, asked }: WaitingPush, holder: string): Promise<void> {
    await this.settle(id, holder, { due: this.dueUnless(asked) });
  }

  /** There is nothing more to tell of the item: its row goes. */
  async drop({ id }: WaitingPush, holder: string): Promise<void> {
    await this.database.write((tx) =>
      tx.deleteFrom('pushes').where('id', '=', id).where('lease', '=', holder).execute(),
    );
  }

  /** It waits for its next try. `mayBeTold`: the push service may have taken it. */
  async wait(
    { id, told }: WaitingPush,
    holder: string,
    next: { readonly tries: number; readonly seconds: number; readonly mayBeTold: boolean },
  ): Promise<void> {
    const now = await this.database.time();
    await this.settle(id, holder, {
      told: Math.max(levels.indexOf(told), levels.indexOf(next.mayBeTold ? 'perhaps' : 'no')),
      tries: next.tries,
      wait_until: next.seconds === 0 ? null : later(now, next.seconds),
    });
  }

  /** Forgets what is long over. */
  async sweep(): Promise<void> {
    const now = await this.database.time();
    await this.database.write((tx) =>
      tx.deleteFrom('pushes').where('at', '<', later(now, -keptSeconds)).execute(),
    );
  }

  /** A reason to tell it that came while it was sent is not lost. */
  private dueUnless(asked: number) {
    return sql<number>`case when asked = ${asked} then 0 else 1 end`;
  }

  private async settle(
    id: string,
    holder: string,
    values: Readonly<Record<string, unknown>> & Partial<Pick<PushRow, 'tries' | 'wait_until'>>,
  ): Promise<void> {
    await this.database.write((tx) =>
      tx
        .updateTable('pushes')
        .set({ ...values, lease: null, lease_until: null })
        .where('id', '=', id)
        .where('lease', '=', holder)
        .execute(),
    );
  }

  private async withAddresses(
    rows: readonly PushRow[],
    unsettled: ReadonlySet<string>,
    lateBefore: string,
  ): Promise<readonly WaitingPush[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ browser }) => browser);
    const [browsers, choices] = await this.database.run((db) =>
      Promise.all([
        db.selectFrom('push_browsers').select(['id', 'address']).where('id', 'in', ids).execute(),
        db
          .selectFrom('push_choices')
          .select(['browser', 'feed', 'filter'])
          .where('browser', 'in', ids)
          .execute(),
      ]),
    );
    const addresses = new Map(browsers.map(({ id, address }) => [id, this.keys.open(address)]));
    return rows.map(({ id, browser, feed, item, asked, tries, told, rev, at }) => ({
      id,
      browser,
      feed,
      item,
      asked,
      tries,
      told: toldOf(told, unsettled.has(id)),
      rev,
      isLate: at < lateBefore,
      filters: choices
        .filter((choice) => choice.browser === browser && choice.feed === feed)
        .map(({ filter }) => filter),
      address: addresses.get(browser),
    }));
  }
}

/** As the column has them. */
const levels: readonly Told[] = ['no', 'perhaps', 'yes'];

function toldOf(level: number, isUnsettled: boolean): Told {
  const told = levels[level] ?? 'perhaps';
  return told === 'no' && isUnsettled ? 'perhaps' : told;
}
