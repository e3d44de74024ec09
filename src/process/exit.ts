/** Prints a reason, a text for the operator or an error, and ends the process at once. */
export function fail(why: unknown): never {
  console.error(why);
  process.exit(1);
}

/** Ends the process when `ending` has settled: with code 0, or with its error. */
export function exitAfter(ending: Promise<void>): void {
  ending.then(() => process.exit(0), fail);
}
