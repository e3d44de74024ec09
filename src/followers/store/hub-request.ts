import { createHash, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Session } from '../../database/database.ts';
import type { FollowerRow, HubRequestRow } from '../../database/rows/follower-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { subscriberKind } from './follower.ts';

/** What is asked of the hub, or what a callback is to be told. */
export interface HubRequest {
  readonly feed: string;
  /** The document's name below the feed: "rss.xml". */
  readonly topic: string;
  readonly callback: string;
  /** `denied`: the callback is told that its subscription has ended. */
  readonly mode: HubRequestRow['mode'];
  /** Empty: nothing is signed. */
  readonly secret: string;
  readonly leaseSeconds: number;
}

/** Keeps a request, in the place of one before of the same callback for the same topic. */
export async function keepHubRequest(
  tx: Transaction<Schema>,
  { feed, topic, callback, mode, secret, leaseSeconds }: HubRequest,
  now: string,
): Promise<void> {
  const id = createHash('sha256').update(`${feed}\n${topic}\n${callback}`).digest('base64url');
  const asked = {
    mode,
    secret,
    lease_seconds: leaseSeconds,
    asked: randomUUID(),
    asked_at: now,
    tries: 0,
    due_at: now,
  };
  const host = new URL(callback).host;
  await tx
    .insertInto('hub_requests')
    .values({ id, feed, topic, callback, host, ...asked })
    .onConflict((known) => known.column('id').doUpdateSet(asked))
    .execute();
}

/** Has a subscriber told that an editor has ended its subscription. */
export function tellEnd(tx: Transaction<Schema>, row: FollowerRow, now: string): Promise<void> {
  const { feed, target, topic } = row;
  const ended = { callback: target, topic: topic ?? '', secret: '', leaseSeconds: 0 };
  return keepHubRequest(tx, { feed, mode: 'denied', ...ended }, now);
}

/** How many follow a feed by the hub. */
export async function countSubscribers(db: Session, feed: string): Promise<number> {
  const { count } = await db
    .selectFrom('followers')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('feed', '=', feed)
    .where('kind', '=', subscriberKind)
    .executeTakeFirstOrThrow();
  return count;
}
