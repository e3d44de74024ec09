import type { Transaction } from 'kysely';
import { v7 } from 'uuid';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { sealedAddresses } from '../../database/sealed-addresses.ts';
import { pushName } from '../../followers/kinds/push.ts';
import type { PushKey, PushKeys } from '../push-keys.ts';
import type { BrowserAddress } from './browser-address.ts';
import { isKnownService } from './services.ts';

type Tx = Transaction<Schema>;

export interface BrowserLimits {
  /** Browsers that are told of one feed. */
  readonly maxOfFeed: number;
  /** Browsers at one push service that is not in wide use: the endpoints may lead to somebody who never asked. */
  readonly maxAtOtherService: number;
}

const usual: BrowserLimits = { maxOfFeed: 200_000, maxAtOtherService: 200 };

/**
 * What became of a wish. `closed`: the feed does not offer push. `full`: there are too many browsers. `stranger`: the
 * subscription is of a key that is none of ours.
 */
export type Subscribed = 'taken' | 'closed' | 'full' | 'stranger';

/** A subscription of a browser, and the public key that it was made with, where the browser says it. */
export interface Subscription extends BrowserAddress {
  readonly serverKey?: string | undefined;
}

/** The browsers that are told news, of which feeds. An endpoint proves whose wish it is. Also the injection token. */
export class Browsers {
  constructor(
    private readonly database: Database,
    private readonly keys: PushKeys,
    private readonly limits: BrowserLimits = usual,
  ) {}

  /** Has a browser told what passes these filters of a feed, and nothing else of it. The same wish changes nothing. */
  async subscribe(
    feed: string,
    subscription: Subscription,
    filters: readonly string[],
  ): Promise<Subscribed> {
    const now = await this.database.time();
    return this.database.write(async (tx) => {
      if (!(await isOpen(tx, feed))) return 'closed';
      const known = await this.find(tx, subscription.endpoint);
      const key = this.keyFor(subscription, known);
      if (key === undefined) return 'stranger';
      if (await this.isFull(tx, feed, known?.id, subscription)) return 'full';
      const reached = reachedBy(subscription, key);
      if (known !== undefined) {
        await tx.updateTable('push_browsers').set(reached).where('id', '=', known.id).execute();
      }
      const { id: browser } =
        known ??
        (await tx
          .insertInto('push_browsers')
          .values({ id: v7(), created_at: now, ...reached })
          .onConflict((found) => found.column('lookup').doUpdateSet(reached))
          .returning('id')
          .executeTakeFirstOrThrow());
      await tx
        .deleteFrom('push_choices')
        .where('browser', '=', browser)
        .where('feed', '=', feed)
        .where('filter', 'not in', filters)
        .execute();
      await tx
        .insertInto('push_choices')
        .values(filters.map((filter) => ({ browser, feed, filter, created_at: now })))
        .onConflict((found) => found.columns(['browser', 'feed', 'filter']).doNothing())
        .execute();
      return 'taken';
    });
  }

  /** Ends what a browser is told of a feed, with what waits for it. Nothing of one that is not known. */
  async unsubscribe(feed: string, endpoint: string): Promise<void> {
    await this.database.write(async (tx) => {
      const found = await this.find(tx, endpoint);
      if (found === undefined) return;
      const { id } = found;
      for (const table of ['push_choices', 'pushes'] as const) {
        await tx.deleteFrom(table).where('browser', '=', id).where('feed', '=', feed).execute();
      }
      const left = await tx
        .selectFrom('push_choices')
        .select('feed')
        .where('browser', '=', id)
        .limit(1)
        .executeTakeFirst();
      if (left === undefined) await forget(tx, id);
    });
  }

  /** The browser is reached by another address from now on. Nothing of one that is not known. */
  async renew(endpoint: string, subscription: Subscription): Promise<void> {
    await this.database.write(async (tx) => {
      const old = await this.find(tx, endpoint);
      if (old === undefined) return;
      const fresh = await this.find(tx, subscription.endpoint);
      if (fresh !== undefined && fresh.id !== old.id) return forget(tx, old.id);
      const key = this.keyFor(subscription, old);
      if (key === undefined || (await this.isCrowded(tx, subscription, old.id))) return;
      await tx
        .updateTable('push_browsers')
        .set(reachedBy(subscription, key))
        .where('id', '=', old.id)
        .execute();
      await tx
        .updateTable('pushes')
        .set({ service: serviceOf(subscription) })
        .where('browser', '=', old.id)
        .execute();
    });
  }

  /** Its push service says that there is no such browser any more. */
  async gone(browser: string): Promise<void> {
    await this.database.write((tx) => forget(tx, browser));
  }

  /** How many browsers have subscribed with the key of before. */
  async countOfKeyBefore(): Promise<number> {
    const { before } = this.keys;
    let count = 0;
    for await (const rows of sealedAddresses(this.database, 'push_browsers'))
      count += rows.filter(({ address }) => before?.vault.isOwn(address)).length;
    return count;
  }

  /**
   * The key that a subscription was made with. Pages of releases before do not say it: it is that of the row, or of now.
   * Undefined: one that is none of ours.
   */
  private keyFor(
    { serverKey }: Subscription,
    known: { readonly address: string } | undefined,
  ): PushKey | undefined {
    if (serverKey !== undefined) return this.keys.named(serverKey);
    return (known && this.keys.open(known.address)?.key) ?? this.keys.now;
  }

  private find(tx: Tx, endpoint: string) {
    return tx
      .selectFrom('push_browsers')
      .select(['id', 'address'])
      .where('lookup', 'in', this.keys.hashes(endpoint))
      .executeTakeFirst();
  }

  private async isFull(tx: Tx, feed: string, known: string | undefined, address: BrowserAddress) {
    if (await this.isCrowded(tx, address, known)) return true;
    const { count } = await tx
      .selectFrom('push_choices')
      .select((select) => select.fn.count<number>('browser').distinct().as('count'))
      .where('feed', '=', feed)
      .where('browser', '!=', known ?? '')
      .executeTakeFirstOrThrow();
    return count >= this.limits.maxOfFeed;
  }

  /** Whether too many other browsers are at the same push service. */
  private async isCrowded(tx: Tx, address: BrowserAddress, known: string | undefined) {
    const service = serviceOf(address);
    if (isKnownService(service)) return false;
    const { count } = await tx
      .selectFrom('push_browsers')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('service', '=', service)
      .where('id', '!=', known ?? '')
      .executeTakeFirstOrThrow();
    return count >= this.limits.maxAtOtherService;
  }
}

function reachedBy({ endpoint, p256dh, auth }: BrowserAddress, { vault }: PushKey) {
  return {
    lookup: vault.hash(endpoint),
    address: vault.seal(JSON.stringify({ endpoint, p256dh, auth })),
    service: serviceOf({ endpoint }),
  };
}

function serviceOf({ endpoint }: Pick<BrowserAddress, 'endpoint'>): string {
  return new URL(endpoint).host;
}

async function isOpen(tx: Tx, feed: string): Promise<boolean> {
  const row = await tx
    .selectFrom('followers')
    .select('id')
    .where('feed', '=', feed)
    .where('kind', '=', pushName)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return row !== undefined;
}

async function forget(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('push_browsers').where('id', '=', id).execute();
  for (const table of ['push_choices', 'pushes'] as const) {
    await tx.deleteFrom(table).where('browser', '=', id).execute();
  }
}
