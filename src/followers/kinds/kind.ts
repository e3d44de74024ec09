import type { ZodType } from 'zod';
import type { SafeClient } from '../send/safe-client.ts';

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
  readonly target: string;
  /** The present one, and for a while the one before. */
  readonly secrets: readonly string[];
}

/**
 * What became of it. `again`: tried again after a while, and nothing else is told before. `never`: it is a dead letter, and the
 * next is told. `gone`: the target wants nothing more.
 */
export type Outcome = { readonly status?: number } & (
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly reason: string; readonly afterSeconds?: number }
  | { readonly kind: 'never' | 'gone'; readonly reason: string }
);

/** How the targets of one kind are addressed and told. A kind is a file, and a line in `kinds.ts`. */
export interface Kind {
  /** The schema of a target, whose messages say the cure. */
  readonly target: (mayBePrivate: boolean) => ZodType<string>;
  /** The schema of a secret that people bring themselves. */
  readonly secret: ZodType<string>;
  readonly makeSecret: () => string;
  /** Tells one message, once. Throws nothing that a target can bring about. */
  readonly send: (
    message: Message,
    to: Addressee,
    client: SafeClient,
    signal: AbortSignal,
  ) => Promise<Outcome>;
}
