import type { ZodType } from 'zod';
import type { Entry } from '../../feed/item.ts';
import type { Position } from '../../feed/position.ts';
import type { SafeClient } from '../send/safe-client.ts';
import type { PostsOfFollower } from '../store/network-posts.ts';

/** What is told to a target: a change of the log, or a test. */
export interface Message {
  /** The same whenever the same is told again, so that a target can tell it is the same. */
  readonly id: string;
  readonly type: string;
  /** When it happened (RFC 3339, UTC). */
  readonly timestamp: string;
  readonly data: object;
}

/** Whom it is told to. */
export interface Addressee {
  readonly feed: string;
  /** Since when it follows (RFC 3339, UTC). */
  readonly createdAt: string;
  readonly target: string;
  /** The document of the feed that it follows; undefined: it is told changes. */
  readonly topic?: string;
  /** The present one, and for a while the one before. */
  readonly secrets: readonly string[];
}

/**
 * What became of it. `done`, with `upTo`: what was told contains every change up to there, so that these need not be told.
 * `again`: tried again after a while, and nothing else is told before. `never`: it is a dead letter, and the next is told.
 * `gone`: the target wants nothing more.
 */
export type Outcome = { readonly status?: number } & (
  | { readonly kind: 'done'; readonly upTo?: Position }
  | { readonly kind: 'again'; readonly reason: string; readonly afterSeconds?: number }
  | { readonly kind: 'never' | 'gone'; readonly reason: string }
);

/** An outcome that is none of what was meant. */
export type Failure = Exclude<Outcome, { readonly kind: 'done' }>;

/** What a kind works with. */
export interface Tools {
  readonly client: SafeClient;
  /** What this follower has posted elsewhere. */
  readonly posts: PostsOfFollower;
  /** What an item is now; undefined where the feed has none with this id. */
  readonly entry: (feed: string, id: string) => Promise<Entry | undefined>;
  /** The language of a feed (BCP 47). */
  readonly languageOf: (feed: string) => Promise<string>;
  /** The public address of an item's page. */
  readonly itemUrl: (feed: string, id: string) => string;
}

/** What this deployment allows targets to be. */
export interface Surroundings {
  readonly mayBePrivate: boolean;
  /** Its public address is known, so that what is posted elsewhere can lead to it. */
  readonly hasPublicUrl: boolean;
}

/** How the targets of one kind are addressed and told. A kind is a file, and a line in `kinds.ts`. */
export interface Kind {
  /** What is told has the feed's whole state in it, so that another history of the log is no reason to pause. */
  readonly tellsState?: true;
  /** The schema of a target, whose messages say the cure. */
  readonly target: (where: Surroundings) => ZodType<string>;
  /** The schema of a secret that people bring themselves. */
  readonly secret: ZodType<string>;
  /** Absent: people bring their own, because the target has given it to them. */
  readonly makeSecret?: () => string;
  /** What is stored of a secret, where that is not the secret itself. */
  readonly keptSecret?: (secret: string) => string;
  /** Its targets come for the changes themselves: nothing is told to them. */
  readonly comes?: true;
  /** Tells one message, once. Throws nothing that a target can bring about. */
  readonly send: (
    message: Message,
    to: Addressee,
    tools: Tools,
    signal: AbortSignal,
  ) => Promise<Outcome>;
}
