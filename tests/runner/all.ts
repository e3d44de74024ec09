// npm test -- [what Jest takes]: the build, and beside each other every test, lint and types. All are run whatever fails.
import { jest, run, sideBySide, staticChecks } from './side-by-side.ts';

// One after the other: the build of the server empties dist.
const isBuilt =
  (await run({ name: 'build of the server', words: ['client/build-server.mjs'] })) &&
  (await run({ name: 'build of the client', words: ['client/build.mjs'] }));
// Tests wait more than they work: what is left over of the processors is enough for the rest.
const patient = staticChecks.map((check) => ({ ...check, isPatient: true }));
const [areSourcesRight, haveTestsPassed] = await Promise.all([
  sideBySide(patient),
  // Tests of what was built before would tell of something else.
  isBuilt && run(jest('tests/jest.config.mjs', process.argv.slice(2))),
]);
if (!areSourcesRight) console.error('\nFAILED beside the tests: lint, format or types. See above.');
process.exitCode = isBuilt && areSourcesRight && haveTestsPassed ? 0 : 1;
