/** Who a session belongs to. */
export interface SessionOwner {
  readonly name: string;
  /** What opened it, as a name that gives nothing away; empty when it is not known. */
  readonly proof: string;
}

/**
 * Sessions and one-time sign-in codes, by the hash of their secret: what is stored opens nothing.
 * `lifeSeconds` counts from now by the database's clock.
 */
export abstract class Credentials {
  abstract openSession(hash: string, owner: SessionOwner, lifeSeconds: number): Promise<void>;

  /** The owner of a session that has not expired. */
  abstract session(hash: string): Promise<SessionOwner | undefined>;

  abstract closeSession(hash: string): Promise<void>;

  /** Makes this the only code: one that was given out before and not used opens nothing any more. */
  abstract replaceSigninCode(hash: string, lifeSeconds: number): Promise<void>;

  /** Uses a code up. True once, for one caller, before it expires. */
  abstract useSigninCode(hash: string): Promise<boolean>;
}
