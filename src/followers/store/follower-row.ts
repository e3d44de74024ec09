import type { FollowerRow } from '../../database/follower-rows.ts';
import {
  opensAfter,
  type Answer,
  type Follower,
  type FoundFollower,
  type PauseReason,
} from './follower.ts';

interface Counted extends FollowerRow {
  readonly head: number;
  /** Null: the database counts none. */
  readonly letters: number | null;
}

/** A row as the newsroom sees it. Without the secrets. */
export function followerOf(row: Counted): Follower {
  const { id, feed, kind, target, filter, by, seq, pause, wait_until: waitUntil } = row;
  return {
    id,
    feed,
    kind,
    target,
    ...(filter !== null && { filter }),
    by,
    createdAt: row.created_at,
    health: healthOf(row),
    ...(pause !== null && { pause: pause as PauseReason }),
    seq,
    behind: Math.max(0, row.head - seq),
    deadLetters: row.letters ?? 0,
    ...(waitUntil !== null && row.state === 'running' && { nextAt: waitUntil }),
    answers: answersOf(row),
  };
}

/** A row as the instance needs it that tells it, at a time of the database. */
export function foundOf(row: FollowerRow, now: string): FoundFollower {
  const { id, feed, kind, target, filter, rev, epoch, seq, tag, failures } = row;
  const isOldGood = row.old_until !== null && row.old_until > now;
  return {
    id,
    feed,
    createdAt: row.created_at,
    kind,
    target,
    ...(filter !== null && { filter }),
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
