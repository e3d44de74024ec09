import type { Person } from './person.ts';

/** A session that is opened. */
export interface NewSession {
  readonly name: string;
  /** What opens it: a name from which no secret can be found. */
  readonly proof: string;
  /** The id of the person; undefined for whoever ADMIN_TOKEN or the link of the first start stands for. */
  readonly person?: string;
  /** From where: for the audit alone. */
  readonly address?: string;
  /** The browser, as it names itself. */
  readonly agent?: string;
}

/** The owner of a session. */
export interface SessionOwner {
  readonly name: string;
  /** What opened the session; empty when it is unknown. */
  readonly proof: string;
  /** As it is now; undefined where the session is of nobody with an account. */
  readonly person?: Person;
}

/** A session, as its owner sees it among others. */
export interface OpenSession {
  readonly id: string;
  readonly openedAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly agent?: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** How long a session lives: at most, and unused. */
export interface Lifetime {
  readonly seconds: number;
  readonly idleSeconds: number;
}

/**
 * Stores sessions and one-time sign-in codes by the hash of their secret, so that the stored values open nothing.
 * All times are counted by the database's clock.
 */
export abstract class Credentials {
  abstract openSession(hash: string, session: NewSession, life: Lifetime): Promise<void>;

  /**
   * The owner of a session, which counts as used. Undefined when there is no such session, it has expired, was unused for
   * too long, or its person is gone.
   */
  abstract session(hash: string, life: Lifetime): Promise<SessionOwner | undefined>;

  abstract closeSession(hash: string): Promise<void>;

  /**
   * The sessions of a person, or of those without an account; the last used first, 100 at most. `current`: the hash of
   * the one that asks.
   */
  abstract sessionsOf(
    person: string | undefined,
    current: string | undefined,
  ): Promise<readonly OpenSession[]>;

  /** Ends a session by its id, if it is of this person. False where there is none. */
  abstract endSession(person: string | undefined, id: string): Promise<boolean>;

  /** Ends all sessions of a person but the one with this hash, or all of them where that is undefined. */
  abstract endOtherSessions(person: string | undefined, keep: string | undefined): Promise<void>;

  /** Makes this the only code: an earlier one is not accepted any more. */
  abstract replaceSigninCode(hash: string, lifeSeconds: number): Promise<void>;

  /** Uses a code up. True for one caller only, and only before the code expires. */
  abstract useSigninCode(hash: string): Promise<boolean>;
}
