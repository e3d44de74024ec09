/** The exit codes of `dateline` (docs/developers/programs.md, "From a terminal"). */
export const exitCodes = { refused: 1, 'wrong use': 2, 'not reached': 3 } as const;

/** A command that is not done: what is said on stderr, a line for each problem, and the exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: keyof typeof exitCodes,
    fact: string,
    readonly problems: readonly string[] = [],
  ) {
    super(fact);
  }
}
