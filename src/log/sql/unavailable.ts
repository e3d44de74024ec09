import { Refusal } from '../../feed/refusal.ts';

/** Runs a piece of work on the database; when the database is the reason it failed, says so as a Refusal. */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal || !isUnavailable(error)) throw error;
    throw new Refusal(
      'unavailable',
      `The database does not answer (${reasonOf(error)}). Nothing was changed; try again.`,
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
function isUnavailable(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number') return [5, 8, 10, 13, 14].includes(errcode & 0xff);
  if (typeof code === 'string') return socketCodes.has(code) || /^(08|53|57)/.test(code);
  return /timeout|terminated|Connection|not queryable/.test(error.message);
}

function reasonOf(error: Error): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && code !== 'ERR_SQLITE_ERROR' ? code : error.message;
}
