import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allTests, beyond, filesOf, sourceOf } from '../runner/tiers.ts';
import type { Broken } from './instrument.ts';
import { inSlots, type Slot } from './slot.ts';

/** What a test file does to the broken code while none of it is broken. */
export interface TestFile {
  readonly path: string;
  readonly failure?: string | undefined;
  readonly ms: number;
  readonly durations: Readonly<Record<string, number>>;
  readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly statics: readonly string[];
}

/** What tests may need: servers in their own process, with the pages of the build. Browsers and other programs take too long. */
const mayNeed = 'tests/server.ts';

const limitMs = 60_000;

/** The tests that are asked whether a mutant lives. */
export function askedTests(files: readonly string[]): readonly string[] {
  const broken = new Set(files);
  return allTests().filter((path) => {
    const loaded = [...filesOf(path)];
    return (
      !path.startsWith('tests/house/') &&
      loaded.some((file) => broken.has(file)) &&
      loaded.every((file) => file === mayNeed || !beyond.has(file))
    );
  });
}

/** Runs each test file once, in a process of its own, and sees what it reaches. What is known of unchanged files is kept. */
export async function cover(
  slots: readonly Slot[],
  { mutants }: Broken,
  paths: readonly string[],
  cache: string,
): Promise<readonly TestFile[]> {
  const folder = join(cache, 'coverage');
  mkdirSync(folder, { recursive: true });
  const shorts = new Map(mutants.map(({ id, short }) => [id, short]));
  const ids = new Map(mutants.map(({ id, short }) => [short, id]));
  return inSlots(slots, paths, async (slot, path, n) => {
    const place = join(folder, keyOf(path));
    if (existsSync(place)) {
      return named(JSON.parse(readFileSync(place, 'utf8')) as TestFile, ids);
    }
    slot.renew();
    const began = performance.now();
    const answer = await slot.run({ path }, limitMs);
    const ms = Math.round(performance.now() - began);
    const file: TestFile =
      answer.kind === 'ran'
        ? { path, ms, ...answer }
        : {
            path,
            ms,
            failure: `${answer.why} ${answer.text}`,
            durations: {},
            perTest: {},
            statics: [],
          };
    console.error(
      `${n + 1}/${paths.length} ${path} ${ms} ms ${file.failure === undefined ? '' : 'FAILED'}`,
    );
    // What failed may have failed because the machine was busy.
    if (file.failure === undefined) writeFileSync(place, JSON.stringify(named(file, shorts)));
    slot.renew();
    return file;
  });
}

/** With other names for the mutants, and without those that have none. */
function named(file: TestFile, names: ReadonlyMap<string, string>): TestFile {
  const rename = (hits: Readonly<Record<string, number>>) =>
    Object.fromEntries(
      Object.entries(hits).flatMap(([name, count]) => {
        const other = names.get(name);
        return other === undefined ? [] : [[other, count] as const];
      }),
    );
  const perTest = Object.entries(file.perTest).map(([test, hits]) => [test, rename(hits)] as const);
  return {
    ...file,
    perTest: Object.fromEntries(perTest),
    statics: file.statics.flatMap((name) => names.get(name) ?? []),
  };
}

/** Of a test and all that it loads. */
function keyOf(path: string): string {
  const key = createHash('sha1');
  for (const file of filesOf(path)) key.update(sourceOf(file));
  return key.digest('hex');
}
