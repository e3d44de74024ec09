// npm test -- [what Jest takes]: lint, types, the build, and every test. All are run whatever fails before.
import { jest, nodeProgram, run, sideBySide, staticChecks } from './side-by-side.ts';

const build = async () => {
  // One after the other: the build of the server empties dist.
  const server = await run(nodeProgram('build of the server', '@nestjs/cli/bin/nest.js', 'build'));
  return server && run({ name: 'build of the client', words: ['client/build.mjs'] });
};
const [isBuilt, areSourcesRight] = await Promise.all([build(), sideBySide(staticChecks)]);
// Tests of what was built before would tell of something else.
const haveTestsPassed =
  isBuilt && (await run(jest('tests/jest.config.mjs', process.argv.slice(2))));
if (!areSourcesRight) console.error('\nFAILED before the tests: lint, format or types. See above.');
process.exitCode = isBuilt && areSourcesRight && haveTestsPassed ? 0 : 1;
