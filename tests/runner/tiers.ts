import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/**
 * What asks for more than Node and the sources, and for what. A test that imports one of these, through however many
 * others, is not quick. `tests/house/tiers.test.ts` fails when such a thing is asked for anywhere else.
 */
export const beyond: ReadonlyMap<string, string> = new Map([
  ['tests/process.ts', 'the server as a process, out of the build'],
  ['tests/server.ts', 'pages and assets out of the build'],
  ['tests/browser/browser.ts', 'Chromium'],
  ['tests/browser/engines/engines-here.ts', 'Firefox and WebKit'],
  ['tests/services/find-program.ts', 'a program of this machine'],
  ['tests/services/postgres.ts', 'PostgreSQL'],
  ['tests/services/machines/postgres-node.ts', 'PostgreSQL'],
  ['tests/services/service-url.ts', 'Redis or PostgreSQL'],
  ['tests/gateway/paths-here.ts', 'io_uring, and the kernel with full buffers: half a minute'],
]);

/** Every test file, as a path from the root. */
export function allTests(): readonly string[] {
  return readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
    .map((path) => join('tests', path))
    .sort();
}

/** The test files that need nothing but Node and the sources. */
export function quickTests(): readonly string[] {
  return allTests().filter((path) => needOf(path) === undefined);
}

/** What a test file needs beyond Node and the sources, or undefined. */
export function needOf(path: string, imports = importsOf): string | undefined {
  return [...filesOf(path, imports)]
    .map((file) => beyond.get(file))
    .find((need) => need !== undefined);
}

/** A file and all it imports, through however many others. */
export function filesOf(path: string, imports = importsOf, found = new Set<string>()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const imported of imports(path)) filesOf(imported, imports, found);
  return found;
}

/** The files that a source imports. `import(…)` is not followed: it is made when it is used. */
export function importsIn(path: string, source: string): readonly string[] {
  return [...source.matchAll(/(?:\bfrom|^import)\s+'(\.[^']+)'/gm)].map(([, specifier = '']) =>
    relative(root, resolve(root, dirname(path), specifier)),
  );
}

export function sourceOf(path: string): string {
  const place = join(root, path);
  return existsSync(place) ? readFileSync(place, 'utf8') : '';
}

const known = new Map<string, readonly string[]>();

/** Each file is read once: most of them are behind most tests. */
function importsOf(path: string): readonly string[] {
  const imports = known.get(path) ?? importsIn(path, sourceOf(path));
  known.set(path, imports);
  return imports;
}
