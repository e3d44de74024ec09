// Runs test files over the broken sources, in one process and with one mutant at a time; slot.ts says which.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readConfig } from 'jest-config';
import JestRunner from 'jest-runner';
import JestRuntime from 'jest-runtime';
import '../runner/typescript.mjs';
import { noCoverage, switches } from './switches.mjs';

const root = resolve(import.meta.dirname, '../..');
const [folder] = process.argv.slice(2);
const places = JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8'));

// Registered after the hook of typescript.mjs, and so asked before it.
registerHooks({
  load(url, context, next) {
    if (/\.ts\?\d+$/.test(url)) return next(url.slice(0, url.lastIndexOf('?')), context);
    const place = url.startsWith('file:') && places[relative(root, fileURLToPath(url))];
    if (!place) return next(url, context);
    return next(pathToFileURL(place).href, context);
  },
});

const { globalConfig, projectConfig } = await readConfig(
  { $0: '', _: [] },
  join(root, 'tests/jest.config.mjs'),
);
const config = {
  ...projectConfig,
  runtime: join(import.meta.dirname, 'mutation-runtime.mjs'),
  testEnvironment: join(import.meta.dirname, 'mutation-environment.mjs'),
};
const context = await JestRuntime.createContext(config, {
  console,
  maxWorkers: 1,
  watch: false,
  watchman: false,
});

process.on('message', (asked) => void answer(asked));
process.on('disconnect', () => process.exit());
process.send('ready');

async function answer({ path, tests, mutant, hitLimit }) {
  const statics = Object.keys(switches.mutantCoverage.static);
  switches.mutantCoverage = noCoverage();
  // A mutant that is active from the beginning stays so: modules are loaded once.
  switches.activeMutant = process.env['MUTANT'] ?? mutant;
  switches.hitCount = 0;
  switches.hitLimit = hitLimit ?? Infinity;
  switches.chosenTests = tests && new Set(tests);
  const outcome = await runFile(path);
  switches.activeMutant = process.env['MUTANT'];
  const { perTest, static: more } = switches.mutantCoverage;
  process.send({ ...outcome, perTest, statics: [...statics, ...Object.keys(more)] });
}

async function runFile(path) {
  const runner = new JestRunner({ ...globalConfig, maxWorkers: 1 }, {});
  let outcome = {};
  runner.on('test-file-success', ([, result]) => {
    const failed = result.testResults.find(({ status }) => status === 'failed');
    const failure = failed?.failureMessages.join('\n') ?? result.failureMessage ?? undefined;
    outcome = {
      failure: failure?.slice(0, 2_000),
      durations: Object.fromEntries(
        result.testResults.map(({ fullName, duration }) => [fullName, duration ?? 0]),
      ),
    };
  });
  runner.on('test-file-failure', ([, error]) => {
    outcome = { failure: (error.stack ?? error.message).slice(0, 2_000), durations: {} };
  });
  const tests = [{ context, path: join(root, path) }];
  await runner.runTests(tests, { isInterrupted: () => false }, { serial: true });
  return outcome;
}
