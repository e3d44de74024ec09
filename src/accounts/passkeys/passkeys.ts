import type { Actor } from '../../database/audit.ts';
import type { Person } from '../person.ts';

/** A passkey, as its person sees it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly usedAt?: string;
}

/** What is stored of a passkey to check what it signs. Nothing of it is secret. */
export interface PublicKey {
  readonly id: string;
  readonly publicKey: Buffer;
  /** How often its device says it was used; many say 0 for ever. */
  readonly counter: number;
  /** How the device is reached, as the browser names it. */
  readonly transports: readonly string[];
}

/** What a challenge was made for: to add a passkey of a person, or to sign in whoever comes. */
export type Purpose = { readonly adds: string } | 'sign in';

/** Passkeys that one person may have. */
export const maxPasskeys = 20;
/** Challenges that wait for an answer, some 150 bytes each; above it those that wait longest are void. */
export const maxChallenges = 10_000;

/** The passkeys of people (WebAuthn), and the challenges they are to sign. All times are counted by the database's clock. */
export abstract class Passkeys {
  /** The oldest first. */
  abstract list(person: string): Promise<readonly Passkey[]>;

  /** Throws `too_many_passkeys`, or `passkey_taken` for one that is stored already. */
  abstract add(person: string, name: string, key: PublicKey, by: Actor): Promise<Passkey>;

  abstract find(
    id: string,
  ): Promise<{ readonly key: PublicKey; readonly person: Person } | undefined>;

  /** Notes a use. False where the counter is not `before` any more: somebody else has used it at the same time. */
  abstract use(id: string, before: number, after: number): Promise<boolean>;

  /** Writes into the audit that a device counted backwards: somebody may have copied it. */
  abstract noteCopy(person: string, id: string, by: Actor): Promise<void>;

  /** Removes one of this person. False where there is none. */
  abstract remove(person: string, id: string, by: Actor): Promise<boolean>;

  /** Removes all of a person. False where there are none. */
  abstract removeAll(person: string, by: Actor): Promise<boolean>;

  /** Stores a challenge by its hash. */
  abstract challenge(hash: string, purpose: Purpose, lifeSeconds: number): Promise<void>;

  /** Uses a challenge up. True for one caller only, for the purpose it was made for, and before it expires. */
  abstract takeChallenge(hash: string, purpose: Purpose): Promise<boolean>;
}
