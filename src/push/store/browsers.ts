import type { Transaction } from 'kysely';
import { v7 } from 'uuid';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { pushName } from '../../followers/kinds/push.ts';
import type { Vault } from '../../outbox/vault.ts';
import type { BrowserAddress } from './browser.ts';
import { isKnownService } from './services.ts';

type Tx = Transaction<Schema>;

export interface BrowserLimits {
  /** Browsers that are told of one feed. */
  readonly maxOfFeed: number;
  /** Browsers at one push service that is not in wide use: the endpoints may lead to somebody who never asked. */
  readonly maxAtOtherService: number;
}

const usual: BrowserLimits = { maxOfFeed: 200_000, maxAtOtherService: 200 };

/** What became of a wish. `closed`: the feed does not offer push. `full`: there are too many browsers. */
export type Subscribed = 'taken' | 'closed' | 'full';

/** The browsers that are told news, of which feeds. An endpoint proves whose wish it is. Also the injection token. */
export class Browsers {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
    private readonly limits: BrowserLimits = usual,
  ) {}

  /** Has a browser told what passes these filters of a feed, and nothing else of it. The same wish changes nothing. */
  async subscribe(
    feed: string,
    address: BrowserAddress,
    filters: readonly string[],
  ): Promise<Subscribed> {
    const now = await this.database.time();
    return this.database.write(async (tx) => {
      if (!(await isOpen(tx, feed))) return 'closed';
      const lookup = this.vault.hash(address.endpoint);
      const known = await find(tx, lookup);
      if (await this.isFull(tx, feed, known?.id, address)) return 'full';
      const { id: browser } = await tx
        .insertInto('push_browsers')
        .values({ id: v7(), lookup, created_at: now, ...this.reachedBy(address) })
        .onConflict((found) => found.column('lookup').doUpdateSet(this.reachedBy(address)))
        .returning('id')
        .executeTakeFirstOrThrow();
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
      const found = await find(tx, this.vault.hash(endpoint));
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
  async renew(endpoint: string, address: BrowserAddress): Promise<void> {
    await this.database.write(async (tx) => {
      const old = await find(tx, this.vault.hash(endpoint));
      if (old === undefined) return;
      const lookup = this.vault.hash(address.endpoint);
      const fresh = await find(tx, lookup);
      if (fresh !== undefined && fresh.id !== old.id) return forget(tx, old.id);
      if (await this.isCrowded(tx, address, old.id)) return;
      await tx
        .updateTable('push_browsers')
        .set({ lookup, ...this.reachedBy(address) })
        .where('id', '=', old.id)
        .execute();
      await tx
        .updateTable('pushes')
        .set({ service: serviceOf(address) })
        .where('browser', '=', old.id)
        .execute();
    });
  }

  /** Its push service says that there is no such browser any more. */
  async gone(browser: string): Promise<void> {
    await this.database.write((tx) => forget(tx, browser));
  }

  private reachedBy(address: BrowserAddress) {
    return { address: this.vault.seal(JSON.stringify(address)), service: serviceOf(address) };
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

function serviceOf({ endpoint }: BrowserAddress): string {
  return new URL(endpoint).host;
}

function find(tx: Tx, lookup: string) {
  return tx
    .selectFrom('push_browsers')
    .select('id')
    .where('lookup', '=', lookup)
    .executeTakeFirst();
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
