import type { Actor } from '../../database/audit.ts';
import type { Position } from '../../feed/position.ts';
import type {
  DeadLetter,
  Follower,
  FollowerChange,
  FoundFollower,
  NewFollower,
} from './follower.ts';

/** The followers of feeds, as people keep them. Each change of one is in the audit. */
export abstract class Followers {
  /** The oldest first; behind them 50 subscribers of the hub at most, first those that fail. Undefined for an unknown feed. */
  abstract list(feed: string): Promise<readonly Follower[] | undefined>;

  /** How many have subscribed themselves. */
  abstract subscribers(feed: string): Promise<number>;

  /** One with its secrets; undefined where the feed has none with this id. */
  abstract find(feed: string, id: string): Promise<FoundFollower | undefined>;

  /** What it could not tell: the latest first, 20 at most. */
  abstract deadLetters(id: string): Promise<readonly (DeadLetter & { readonly at: string })[]>;

  /**
   * Adds one that tells what happens from now on; of a single kind, answers the one that is there. Throws `unknown_feed` and
   * `too_many_followers`.
   */
  abstract add(follower: NewFollower, secret: string, by: Actor): Promise<Follower>;

  /** The secret before signs as well for a day. Undefined where there is none. */
  abstract change(
    feed: string,
    id: string,
    change: FollowerChange,
    by: Actor,
  ): Promise<Follower | undefined>;

  /** Has what it could not tell sent again, and a target that is down tried at once. Undefined where there is none. */
  abstract retry(feed: string, id: string, by: Actor): Promise<Follower | undefined>;

  /**
   * Writes down that a newsroom which comes for the changes itself has come, and how far it has got. Undefined where no follower of
   * the feed has this secret, which is given as it is stored.
   */
  abstract came(
    feed: string,
    keptSecret: string,
    position: Position,
  ): Promise<'running' | 'paused' | undefined>;

  /** False where there is none. A subscriber of the hub is told that it has ended. */
  abstract remove(feed: string, id: string, by: Actor): Promise<boolean>;
}
