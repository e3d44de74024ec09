/** Ends the process at once and says why: in words for the operator, or an error as it is. */
export function fail(why: unknown): never {
  console.error(why);
  process.exit(1);
}

/** Ends the process when `ending` is over: in order, or with what went wrong. */
export function exitAfter(ending: Promise<void>): void {
  ending.then(() => process.exit(0), fail);
}
