import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const [, promises = ''] = readFileSync(resolve(root, 'PROTOCOL.md'), 'utf8').split('\n## 7. ');
const rows = promises
  .split('\n')
  .filter((line) => /^\| [^-|]/.test(line) && !line.startsWith('| promise'));

/** Files that a row names, and the titles of tests it expects there. */
function namedIn(
  row: string,
): readonly { readonly path: string; readonly titles: readonly string[] }[] {
  return [...row.matchAll(/`([\w/.-]+\.ts)`((?:[:;] "[^"]+")*)/g)].map(
    ([, path = '', rest = '']) => ({
      path,
      titles: [...rest.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
    }),
  );
}

test('every promise of the contract names a test that is there', () => {
  expect(rows.length).toBeGreaterThan(20);
  const missing = rows.flatMap((row) => {
    const named = namedIn(row);
    if (named.length === 0) return [`nothing is named: ${row}`];
    return named.flatMap(({ path, titles }) => {
      const file = resolve(root, 'tests', path);
      if (!existsSync(file)) return [path];
      const text = readFileSync(file, 'utf8');
      return titles.filter((title) => !text.includes(title)).map((title) => `${path}: ${title}`);
    });
  });
  expect(missing).toEqual([]);
});
