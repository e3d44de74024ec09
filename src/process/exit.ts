import type { Say } from './logging/say.ts';

/** Prints a reason, a text for the operator or an error, and ends the process at once. */
export function fail(why: unknown, say: Pick<Say, 'error'> = console): never {
  say.error(why);
  process.exit(1);
}

/** Ends the process when `ending` has settled: with code 0, or with its error. */
export function exitAfter(ending: Promise<void>, say: Pick<Say, 'error'>): void {
  ending.then(
    () => process.exit(0),
    (error: unknown) => fail(error, say),
  );
}
