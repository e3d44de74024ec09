import type { IncomingMessage } from 'node:http';

/** By what a person or a program of the newsroom may be known. */
export interface InsiderProof {
  /** The secret in the session cookie. */
  readonly session: string | undefined;
  /** The origin of the page that asks, where a browser says it, and the host that is asked. */
  readonly origin: string | undefined;
  readonly host: string | undefined;
  /** The call, where it may have a bearer token. */
  readonly request?: IncomingMessage;
}

/** The people and tokens of the newsroom, who read every feed in which they have a say. */
export abstract class Insiders {
  /** Throws a Refusal for a bearer token that opens nothing, which counts as a wrong key. */
  abstract reads(feed: string, proof: InsiderProof): Promise<boolean>;
}
