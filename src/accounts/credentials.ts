/** The owner of a session. */
export interface SessionOwner {
  readonly name: string;
  /** What opened the session: a name from which no secret can be found; empty when it is unknown. */
  readonly proof: string;
}

/**
 * Stores sessions and one-time sign-in codes by the hash of their secret, so that the stored values open nothing.
 * `lifeSeconds` is counted from the call, by the database's clock.
 */
export abstract class Credentials {
  abstract openSession(hash: string, owner: SessionOwner, lifeSeconds: number): Promise<void>;

  /** The owner of a session; undefined when there is no such session or it has expired. */
  abstract session(hash: string): Promise<SessionOwner | undefined>;

  abstract closeSession(hash: string): Promise<void>;

  /** Makes this the only code: an earlier one is not accepted any more. */
  abstract replaceSigninCode(hash: string, lifeSeconds: number): Promise<void>;

  /** Uses a code up. True for one caller only, and only before the code expires. */
  abstract useSigninCode(hash: string): Promise<boolean>;
}
