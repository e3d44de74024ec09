import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const documents = [
  ...readdirSync(root),
  'src/README.md',
  ...readdirSync(resolve(root, 'docs'), { recursive: true, encoding: 'utf8' }).map(
    (name) => `docs/${name}`,
  ),
].filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md');

function read(path: string): string {
  return readFileSync(resolve(root, path), 'utf8');
}

/** Where the links of a document lead to, as paths from the root. */
function linkedFrom(path: string, text: string): readonly string[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)].map(([, target = '']) =>
    relative(root, resolve(root, dirname(path), target)),
  );
}

/** Files and folders of the repository that a text names in code, by their whole path. */
function namedIn(path: string, text: string): readonly string[] {
  // The contract names tests, by their path in tests/: promises.test.ts looks for those.
  if (path === 'PROTOCOL.md') return [];
  return [...text.matchAll(/`((?:src|client|tests|docs)\/[\w/.-]*)`/g)].map(
    ([, name = '']) => name,
  );
}

describe('the documents', () => {
  test('lead only to files that are there', () => {
    const dead = documents.flatMap((path) =>
      linkedFrom(path, read(path))
        .filter((target) => !existsSync(resolve(root, target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(dead).toEqual([]);
    expect(linkedFrom('docs/a.md', 'See [b](../b.md#c) and [d](https://e).')).toEqual(['b.md']);
  });

  test('name only files and commands that are there, in what they advise', () => {
    const scripts = Object.keys(
      (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts,
    );
    const missing = documents.flatMap((path) => {
      const text = read(path);
      const commands = [...text.matchAll(/\bnpm run (?:--silent )?([a-z:]+)/g)].map(
        ([, name = '']) => name,
      );
      return [
        ...namedIn(path, text).filter((name) => !existsSync(resolve(root, name))),
        ...commands.filter((name) => !scripts.includes(name)),
      ].map((name) => `${path}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  test('that say which test guards what name tests that are there', () => {
    const named = [...read('SECURITY.md').matchAll(/`((?:\w[\w-]*\/)+[\w.-]+\.ts)`/g)].map(
      ([, name = '']) => name,
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !existsSync(resolve(root, 'tests', name)))).toEqual([]);
  });
});
