import { spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const inModules = (path: string) => resolve(root, 'node_modules', path);

/** A Node program and its arguments. */
export interface Program {
  readonly name: string;
  readonly words: readonly string[];
  /** What it says is shown as it says it; of others, only when they fail. */
  readonly isLoud?: boolean;
  /** Others have the processors first. */
  readonly isPatient?: boolean;
}

/** What is found without running anything. */
export const staticChecks: readonly Program[] = [
  nodeProgram('lint', 'oxlint/bin/oxlint', '--type-aware --deny-warnings src client tests'),
  nodeProgram('format', 'oxfmt/bin/oxfmt', '--check .'),
  nodeProgram('types of server and tests', 'typescript-native/bin/tsc', '-p tests/tsconfig.json'),
  nodeProgram('types of the client', 'typescript-native/bin/tsc', '-p client/tsconfig.json'),
];

/** A program of a package. */
export function nodeProgram(name: string, path: string, words: string): Program {
  return { name, words: [inModules(path), ...words.split(' ')] };
}

/** The tests of a configuration; `words` are Jest's own. */
export function jest(config: string, words: readonly string[]): Program {
  const flags = ['--disable-warning=ExperimentalWarning'];
  return {
    name: 'tests',
    isLoud: true,
    words: [...flags, inModules('jest/bin/jest.js'), '-c', config, ...words],
  };
}

/** Runs programs at the same time, and says what came of each. Whether all passed. */
export async function sideBySide(programs: readonly Program[]): Promise<boolean> {
  const results = await Promise.all(programs.map(run));
  const failed = programs.filter((_, n) => results[n] !== true).map(({ name }) => name);
  if (failed.length > 0) console.error(`\nFAILED: ${failed.join(', ')}`);
  return failed.length === 0;
}

/** Whether it passed. */
export function run({ name, words, isLoud = false, isPatient = false }: Program): Promise<boolean> {
  const began = performance.now();
  const child = spawn(process.execPath, words, {
    cwd: root,
    stdio: isLoud ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  if (isPatient && child.pid !== undefined) setPriority(child.pid, 10);
  const output: Buffer[] = [];
  child.stdout?.on('data', (bytes: Buffer) => output.push(bytes));
  child.stderr?.on('data', (bytes: Buffer) => output.push(bytes));
  return new Promise((done) => {
    child.once('close', (code) => {
      const hasPassed = code === 0;
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const text = hasPassed ? '' : Buffer.concat(output).toString();
      console.error(`${hasPassed ? 'PASS' : 'FAIL'} ${name} (${seconds} s)\n${text}`.trimEnd());
      done(hasPassed);
    });
  });
}
