// npm run test:quick -- [what Jest takes]: lint, types and every test that needs nothing but Node, side by side.
import { jest, sideBySide, staticChecks } from './side-by-side.ts';

console.error(
  'QUICK: no build, no Redis, no PostgreSQL, no browser. Contracts run on SQLite alone: POSTGRESQL IS LEFT OUT. "npm test" runs everything.\n',
);
const tests = jest('tests/jest.quick.config.mjs', process.argv.slice(2));
process.exitCode = (await sideBySide([tests, ...staticChecks])) ? 0 : 1;
