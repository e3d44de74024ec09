import type { Position } from '../../feed/position.ts';
import type { Answer, DeadLetter, FoundFollower, PauseReason } from './follower.ts';

/** What an instance writes down of a follower that it tells. */
export interface Step {
  /** Up to where the target has been told; undefined: as before. */
  readonly position?: Position;
  /** Dated by the database. */
  readonly answer?: Omit<Answer, 'at'>;
  /** Attempts that have failed in a row by now. */
  readonly failures: number;
  /** How long the next attempt waits. */
  readonly waitSeconds?: number;
  readonly pause?: PauseReason;
  /** What it could not tell. */
  readonly bury?: DeadLetter;
  /** The `seq` of a dead letter that was told after all. */
  readonly unbury?: number;
}

export interface FollowerCount {
  readonly state: 'running' | 'down' | 'paused';
  readonly count: number;
  /** Changes that the one which is furthest behind has not told. */
  readonly behind: number;
}

/**
 * Who tells which follower, over all instances: an instance tells one only while it has its lease, by the database's clock. An
 * instance that was suspended for longer than its lease may send once more what another sends as well.
 */
export abstract class Leases {
  /**
   * Followers of these kinds with something to tell, which no other instance tells now: those that have waited longest
   * first.
   */
  abstract due(kinds: readonly string[], holder: string, limit: number): Promise<readonly string[]>;

  /** The feeds that have followers of these kinds which are not paused. */
  abstract followedFeeds(kinds: readonly string[]): Promise<ReadonlySet<string>>;

  /** Takes a lease, or returns undefined: another instance was faster, or there is no reason any more. */
  abstract take(id: string, holder: string, seconds: number): Promise<FoundFollower | undefined>;

  /**
   * Writes a step down and renews the lease for so many seconds; 0 ends it. False when the instance has to stop: the
   * lease is lost (then nothing was written), or the follower is paused, or people have changed it meanwhile (then what was
   * told is written down, and neither failures nor a pause: they were of the follower as it was).
   */
  abstract settle(
    follower: FoundFollower,
    holder: string,
    step: Step,
    seconds: number,
  ): Promise<boolean>;

  /** The `seq` of a dead letter that is to be sent again, the oldest first. */
  abstract again(id: string): Promise<number | undefined>;

  /** Without subscribers of the hub, of whom each has a target that nobody here knows. */
  abstract counts(): Promise<readonly FollowerCount[]>;
}
