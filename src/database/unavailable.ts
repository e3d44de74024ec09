import { Refusal } from '../feed/refusal.ts';

/**
 * Runs a piece of work on the database. Where the database is the reason of a failure, throws the Refusal
 * `unavailable`.
 */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Refusal ? undefined : reasonOf(error);
    if (reason === undefined) throw error;
    const refusal = new Refusal(
      'unavailable',
      `${reason} Nothing was written. Try again; with an Idempotency-Key it lands once.`,
    );
    // The database's own message is for the operator's log, not for callers.
    refusal.cause = error;
    throw refusal;
  }
}

const fullDisk = 'The disk of the database is full, or its file may not grow.';
const noAnswer = 'The database does not answer.';
const readOnly = 'The database takes no writes now.';

/** SQLite's primary result codes (https://sqlite.org/rescode.html): busy, read-only, I/O, full, cannot open. */
const embedded: Readonly<Record<number, string>> = {
  5: 'The database is busy.',
  8: readOnly,
  10: fullDisk,
  13: fullDisk,
  14: 'The file of the database cannot be opened.',
};

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** The reason for an operator to read, where the database caused the error; otherwise undefined. */
export function reasonOf(error: unknown): string | undefined {
  const { code, errcode, message } = (error ?? {}) as DatabaseError;
  if (errcode !== undefined) return embedded[errcode & 0xff];
  if (code === undefined) {
    return /timeout|terminated|Connection|not queryable/.test(message ?? '') ? noAnswer : undefined;
  }
  // PostgreSQL: disk full, read-only, then connection exceptions, no resources, operator intervention.
  if (code === '53100') return fullDisk;
  if (code === '25006') return readOnly;
  return socketCodes.has(code) || /^(08|53|57)/.test(code) ? noAnswer : undefined;
}

interface DatabaseError {
  readonly code?: string;
  readonly errcode?: number;
  readonly message?: string;
}
