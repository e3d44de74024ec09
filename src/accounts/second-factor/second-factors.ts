import type { Actor } from '../../database/audit.ts';

/** The second factor of a person: an app that makes one-time codes (RFC 6238), and recovery codes. */
export interface SecondFactor {
  /** True once a first code has shown that the app has the secret. Until then sign-in asks for none. */
  readonly on: boolean;
  readonly recoveryCodesLeft: number;
}

/** What became of a code. `pause`: after too many wrong ones, so many milliseconds. */
export type CodeCheck =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'none' }
  | { readonly kind: 'pause'; readonly waitMs: number };

/** Wrong one-time codes of a person in a row, from whatever addresses, and the pause that follows. */
export const wrongCodes = { count: 5, pauseSeconds: 15 * 60 } as const;

/**
 * The second factors of people. A code of a step is taken once. Recovery codes are stored by their hash, and taken once
 * each, during a pause too: they cannot be guessed. All times are counted by the database's clock.
 */
export abstract class SecondFactors {
  abstract of(person: string): Promise<SecondFactor>;

  /** Stores a secret that is not used before `confirm`, in the place of an earlier one. Throws `second_factor_on`. */
  abstract begin(person: string, secret: Buffer, by: Actor): Promise<void>;

  /** Turns the second factor on if the code is right. `recovery`: the hashes of the recovery codes. `none`: not begun. */
  abstract confirm(
    person: string,
    code: string,
    recovery: readonly string[],
    by: Actor,
  ): Promise<CodeCheck>;

  /** Takes a code of the app or a recovery code. `none`: the person has no second factor. */
  abstract take(person: string, code: string, by: Actor): Promise<CodeCheck>;

  /** Replaces all recovery codes. */
  abstract renew(person: string, recovery: readonly string[], by: Actor): Promise<void>;

  /** Removes the second factor and its recovery codes. False where there is none. */
  abstract remove(person: string, by: Actor): Promise<boolean>;
}
