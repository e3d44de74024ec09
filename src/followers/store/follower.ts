import type { Position } from '../../feed/position.ts';

/** A person has paused it, its target is gone for good (410), too much could not be told, or the log has another history. */
export type PauseReason = 'person' | 'gone' | 'dead letters' | 'history';

/** What became of an attempt to tell a target something. It never has words of the target. */
export interface Answer {
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly ms: number;
  readonly outcome: 'done' | 'again' | 'never' | 'gone';
  /** Of HTTP; undefined where no answer came. */
  readonly status?: number;
  /** Why it failed, in a few words of ours. */
  readonly reason?: string;
}

/** How many answers of a target are kept. */
export const maxAnswers = 10;

/** Attempts that fail in a row until the target counts as down: one attempt after each wait, until one succeeds. */
export const opensAfter = 5;

/** Kinds of which a feed has one at most (migrations 024, 026): whom they tell is chosen by readers, not by a target. */
export const singleKinds: ReadonlySet<string> = new Set(['mail', 'push']);

/** The kind of those who subscribe themselves, of which a feed may have many (WebSub). */
export const subscriberKind = 'websub';

/** The kind that tells the public hub of the configuration; the server itself adds it. */
export const publicHubKind = 'public-hub';

/** The kind of a newsroom that comes for the changes itself. */
export const datelineName = 'dateline';

export interface NewFollower {
  readonly feed: string;
  readonly kind: string;
  /** Where changes go, as its kind has it. */
  readonly target: string;
  readonly filter?: string;
  /** The document of the feed that a subscriber follows, as its address names it: "rss.xml". */
  readonly topic?: string;
}

/** A follower as the newsroom sees it, without its secrets. */
export interface Follower extends NewFollower {
  readonly id: string;
  readonly by: string;
  readonly createdAt: string;
  /** `failing`: the latest attempt failed. `down`: `opensAfter` of them did. */
  readonly health: 'well' | 'failing' | 'down' | 'paused';
  readonly pause?: PauseReason;
  /** The latest change that it has told. */
  readonly seq: number;
  /** How many changes it has not told yet. */
  readonly behind: number;
  readonly deadLetters: number;
  /** When a failed attempt is tried again. */
  readonly nextAt?: string;
  /** When a subscription ends that is not renewed. */
  readonly endsAt?: string;
  /** The latest first. */
  readonly answers: readonly Answer[];
}

/** A change that a target could not be told. */
export interface DeadLetter {
  readonly seq: number;
  readonly kind: string;
  readonly item?: string;
  readonly reason: string;
}

/** What an instance needs to tell a follower's target. */
export interface FoundFollower extends NewFollower {
  readonly id: string;
  readonly createdAt: string;
  /** The present one first, then the one before for as long as it signs as well. */
  readonly secrets: readonly string[];
  readonly rev: number;
  readonly position: Position;
  readonly failures: number;
}

/** What people may change. */
export interface FollowerChange {
  readonly state?: 'running' | 'paused';
  readonly target?: string;
  /** Null: none. */
  readonly filter?: string | null;
  readonly secret?: string;
}
