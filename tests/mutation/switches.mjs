/** Where broken code looks for what it is to do; the names are the instrumenter's. */
const name = '__stryker__';

/** Which mutant is active, how often it was reached, which test runs, and what it reaches. */
export const switches = (globalThis[name] ??= {
  activeMutant: process.env['MUTANT'],
  mutantCoverage: noCoverage(),
});

export function noCoverage() {
  return { static: {}, perTest: {} };
}
