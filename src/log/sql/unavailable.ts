import { Refusal } from '../../feed/refusal.ts';

/** Runs a piece of work on the database; when the database is the reason it failed, says so as a Refusal. */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal || !isUnavailable(error)) throw error;
    throw new Refusal(
      'unavailable',
      `The database does not answer (${reasonOf(error)}). Try again; with an Idempotency-Key it lands once.`,
    );
  }
}

const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** PostgreSQL: connection exceptions (08), no resources (53), operator intervention (57). SQLite: busy, full, read-only, I/O. */
function isUnavailable(error: unknown): boolean {
  const { code, errcode, message } = (error ?? {}) as DatabaseError;
  if (errcode !== undefined) return [5, 8, 10, 13, 14].includes(errcode & 0xff);
  if (code !== undefined) return socketCodes.has(code) || /^(08|53|57)/.test(code);
  return /timeout|terminated|Connection|not queryable/.test(message ?? '');
}

function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as DatabaseError;
  return code !== undefined && code !== 'ERR_SQLITE_ERROR' ? code : (message ?? 'no reason given');
}

interface DatabaseError {
  readonly code?: string;
  readonly errcode?: number;
  readonly message?: string;
}
