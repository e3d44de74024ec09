import { v7 } from 'uuid';
import type { FollowerRow } from '../../database/rows/follower-rows.ts';
import type { Position } from '../../feed/position.ts';
import {
  opensAfter,
  type Answer,
  type Follower,
  type FoundFollower,
  type NewFollower,
  type PauseReason,
} from './follower.ts';

interface Counted extends FollowerRow {
  readonly head: number;
  /** Null: the database counts none. */
  readonly letters: number | null;
}

/** The row of a follower that is added now, and has been told the log up to a position. */
export function newRow(
  { feed, kind, target, filter, topic }: NewFollower,
  { epoch, seq, tag }: Position,
  more: { readonly secret: string; readonly by: string; readonly now: string },
): FollowerRow {
  return {
    id: v7(),
    feed,
    kind,
    target,
    filter: filter ?? null,
    topic: topic ?? null,
    ends_at: null,
    secret: more.secret,
    old_secret: null,
    old_until: null,
    by: more.by,
    created_at: more.now,
    rev: 1,
    state: 'running',
    pause: null,
    epoch,
    seq,
    tag,
    lease: null,
    lease_until: null,
    leased_at: more.now,
    failures: 0,
    wait_until: null,
    answers: '[]',
  };
}

/** A row as the newsroom sees it. Without the secrets. */
export function followerOf(row: Counted): Follower {
  const { id, feed, kind, target, filter, topic, by, seq, pause, wait_until: waitUntil } = row;
  return {
    id,
    feed,
    kind,
    target,
    ...(filter !== null && { filter }),
    ...(topic !== null && { topic }),
    by,
    createdAt: row.created_at,
    health: healthOf(row),
    ...(pause !== null && { pause: pause as PauseReason }),
    seq,
    behind: Math.max(0, row.head - seq),
    deadLetters: row.letters ?? 0,
    ...(waitUntil !== null && row.state === 'running' && { nextAt: waitUntil }),
    ...(row.ends_at !== null && { endsAt: row.ends_at }),
    answers: answersOf(row),
  };
}

/** A row as the instance needs it that tells it, at a time of the database. */
export function foundOf(row: FollowerRow, now: string): FoundFollower {
  const { id, feed, kind, target, filter, topic, rev, epoch, seq, tag, failures } = row;
  const isOldGood = row.old_until !== null && row.old_until > now;
  return {
    id,
    feed,
    createdAt: row.created_at,
    kind,
    target,
    ...(filter !== null && { filter }),
    ...(topic !== null && { topic }),
    secrets: [row.secret, ...(isOldGood && row.old_secret !== null ? [row.old_secret] : [])],
    rev,
    position: { epoch, seq, tag },
    failures,
  };
}

function healthOf({ state, failures }: FollowerRow): Follower['health'] {
  if (state === 'paused') return 'paused';
  if (failures >= opensAfter) return 'down';
  return failures > 0 ? 'failing' : 'well';
}

// This folder alone writes the column, so its JSON is not validated.
export function answersOf({ answers }: Pick<FollowerRow, 'answers'>): readonly Answer[] {
  return JSON.parse(answers) as readonly Answer[];
}
