import { explain } from './explain.ts';

/** Ends the process at once, with what kept it from serving. */
export function fail(error: unknown): never {
  console.error(explain(error));
  process.exit(1);
}

/** Ends the process when `ending` is over: in order, or with what went wrong. */
export function exitAfter(ending: Promise<void>): void {
  ending.then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
}
