import type { Transaction } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import type { Position } from '../../feed/position.ts';
import { datelineName, type Answer } from './follower.ts';

/** Writes down that a newsroom has come that follows a feed (see Followers.came), in the caller's transaction. */
export async function cameIn(
  tx: Transaction<Schema>,
  { now }: Pick<Database, 'now'>,
  feed: string,
  keptSecret: string,
  position: Position,
): Promise<'running' | 'paused' | undefined> {
  const row = await tx
    .selectFrom('followers')
    .innerJoin('feeds', 'feeds.slug', 'followers.feed')
    .select(['followers.id', 'followers.state', 'followers.old_secret', 'followers.old_until'])
    .select(['feeds.epoch', 'feeds.head'])
    .select(now.as('now'))
    .where('followers.feed', '=', feed)
    .where('followers.kind', '=', datelineName)
    .where((is) => is.or([is('secret', '=', keptSecret), is('old_secret', '=', keptSecret)]))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const isOld = row.old_secret === keptSecret;
  if (isOld && (row.old_until === null || row.old_until <= row.now)) return undefined;
  if (row.state === 'paused') return 'paused';
  const answer: Answer = { at: row.now, ms: 0, outcome: 'done' };
  // What it says of a log that is not this one says nothing of how far it is in this one.
  const isHere = position.epoch === row.epoch && position.seq <= row.head;
  await tx
    .updateTable('followers')
    .set({
      answers: JSON.stringify([answer]),
      ...(isHere && { seq: position.seq, tag: position.tag }),
    })
    .where('id', '=', row.id)
    .execute();
  return 'running';
}
