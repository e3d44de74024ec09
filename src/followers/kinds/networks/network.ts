import type { ZodType } from 'zod';
import type { SafeClient } from '../../send/safe-client.ts';
import { Unanswered } from '../../send/unanswered.ts';
import type { Intent, Mark } from '../../store/network-posts.ts';
import type { Addressee, Outcome, Surroundings } from '../kind.ts';

/** What is posted of an item. */
export interface NewPost extends Mark {
  /** The same whenever the same is posted again, so that a network can tell it is the same. */
  readonly key: string;
  /** When it happened (RFC 3339, UTC). */
  readonly at: string;
  readonly text: string;
  readonly lang: string;
  /** The page that the post leads to. */
  readonly url: string;
  readonly title: string;
}

/** A post that may stand on the network under a name that nobody knows. */
export interface Unnamed extends Intent {
  /** The page that it leads to. */
  readonly url: string;
}

/** An account on a network. A call throws Unanswered where no answer came, and NetworkRefusal where the answer is no. */
export interface Account {
  /** Proves that the account may post. */
  readonly check: () => Promise<void>;
  /**
   * Answers the name by which the network knows the post. `under`: the name of the post that it answers; `before`: the same has been
   * tried, and nobody knows what became of it.
   */
  readonly post: (post: NewPost, under?: string, before?: Unnamed) => Promise<string>;
  /** Absent where the network shows a post as it was at first: what became of it is told in an answer to it. */
  readonly edit?: (name: string, post: NewPost) => Promise<void>;
  /** Also where the post is gone already. */
  readonly remove: (name: string) => Promise<void>;
  /**
   * Removes a post wherever it stands. False where nobody can tell whether it still stands there. Absent where the network finds no
   * post without its name.
   */
  readonly removeUnnamed?: (unnamed: Unnamed) => Promise<boolean>;
}

/** A network on which people follow accounts. */
export interface Network {
  readonly target: (where: Surroundings) => ZodType<string>;
  readonly secret: ZodType<string>;
  /** How much text a post may have, in characters as readers count them (UAX #29), beside the link. */
  readonly room: (url: string) => number;
  readonly account: (
    to: Addressee,
    client: SafeClient,
    signal: AbortSignal,
  ) => Account | Promise<Account>;
}

/** A network's answer that says no. */
export class NetworkRefusal extends Error {
  override readonly name = 'NetworkRefusal';

  constructor(readonly outcome: Outcome) {
    super(outcome.kind);
  }
}

/** Whether an attempt to post has failed so that nothing of it stands on the network. Else nobody knows. */
export function isUnposted(error: unknown): boolean {
  if (error instanceof Unanswered) return !error.mayHaveArrived;
  if (!(error instanceof NetworkRefusal)) return false;
  const { status = 500 } = error.outcome;
  // A server that timed out, or a proxy before it, may have done what it was asked.
  return status < 500 && status !== 408;
}
