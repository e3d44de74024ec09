import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../../src/database/migrations');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((path) => basename(path, '.ts'))
  .filter((name) => /^\d+-[a-z]/.test(name))
  .sort();

test('every migration that has a file is carried out, in the order of their numbers', () => {
  const list = readFileSync(resolve(folder, 'migrations.ts'), 'utf8');
  const listed = [...list.matchAll(/^ {2}'(\d{3}-[a-z-]+)': \w+,$/gm)].map(([, name]) => name);
  expect(listed).toEqual(files);
  expect(files.map((name) => Number(name.slice(0, 3)))).toEqual(files.map((_, index) => index + 1));
});
