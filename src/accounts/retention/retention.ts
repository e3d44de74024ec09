/** Rows that serve for a time. */
export type Passing =
  | 'audit'
  | 'idempotency'
  | 'sessions'
  | 'signin_codes'
  | 'invitations'
  | 'challenges'
  | 'media';

const ended = 0;

/**
 * For how many days rows are kept: behind the time of what was done (audit, idempotency), of the erasure (media), or of their own
 * end (the others). Infinity: for ever. What else is kept for a time is swept where it works: mails in 7 days, notifications in 7.
 */
export function keptDays(auditDays: number): Readonly<Record<Passing, number>> {
  return {
    audit: auditDays,
    // A program that sends a call again does so within minutes; a queue that was stopped, within weeks.
    idempotency: 30,
    sessions: ended,
    signin_codes: ended,
    invitations: ended,
    challenges: ended,
    // By then every instance has removed the files.
    media: 7,
  };
}

/** Forgets rows whose time is over. A port. */
export abstract class Retention {
  /**
   * Forgets all that is older than it is kept for, a thousand rows a transaction. `at`: counted from this time, RFC 3339 in UTC; without it,
   * from now by the database's clock.
   */
  abstract forget(days: Readonly<Record<Passing, number>>, at?: string): Promise<void>;
}
