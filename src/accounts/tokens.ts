import type { Actor } from '../database/audit.ts';
import type { Grant } from './person.ts';

/** A token for a program, without its secret. */
export interface ApiToken extends Grant {
  readonly id: string;
  readonly name: string;
  /** Who made it. */
  readonly by: string;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly usedAt?: string;
}

/** The tokens of programs, by the hash of their secret. */
export abstract class Tokens {
  /** All that have not expired, the newest first. */
  abstract list(): Promise<readonly ApiToken[]>;

  /** Stores a token. `expiresAt`: RFC 3339. */
  abstract add(
    hash: string,
    token: Omit<ApiToken, 'id' | 'createdAt' | 'usedAt' | 'by'>,
    by: Actor,
  ): Promise<ApiToken>;

  /** The token of a secret, which counts as used; undefined when there is none, or it has expired. */
  abstract find(hash: string): Promise<ApiToken | undefined>;

  /** False where there is none. */
  abstract remove(id: string, by: Actor): Promise<boolean>;
}
