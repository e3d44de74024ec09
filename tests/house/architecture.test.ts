import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { arrows, rooms } from './drawing.ts';
import { keepers } from './keepers.ts';

const root = resolve(import.meta.dirname, '../..');

const maxFilesInFolder = 20;

function sources(folder: string, form = /\.(ts|tsx)$/): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => form.test(path))
    .map((path) => join(folder, path))
    .filter((path) => !path.includes('node_modules'));
}

const files = [...sources('src'), ...sources('client')];

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The project's own files a file imports, as paths from the root. */
export function importsOf(path: string, text: string): readonly string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)];
  return found.map(([, target = '']) => relative(root, resolve(root, dirname(path), target)));
}

/** What an import breaks, or undefined. Files at the root of src are the wiring: they may import everything. */
export function breaks(path: string, target: string): string | undefined {
  const folder = Object.keys(arrows).find((name) => path.startsWith(`${name}/`));
  if (folder === undefined) return undefined;
  const allowed = [folder, ...(arrows[folder] ?? [])];
  const isAllowed = allowed.some((name) => target === name || target.startsWith(`${name}/`));
  return isAllowed ? undefined : `${path} imports ${target}`;
}

/** What an import from room to room breaks, or undefined. */
export function breaksInside(path: string, target: string): string | undefined {
  const folder = Object.keys(rooms).find((name) => path.startsWith(`${name}/`));
  if (folder === undefined || !target.startsWith(`${folder}/`)) return undefined;
  const order = rooms[folder] ?? [];
  const placeOf = (file: string) => {
    const [room = '', ...rest] = relative(folder, file).split('/');
    return order.indexOf(rest.length === 0 ? '.' : room);
  };
  const [from, to] = [placeOf(path), placeOf(target)];
  return from === -1 || to <= from ? undefined : `${path} imports ${target}`;
}

/** Files that import each other in a circle, through however many others. */
export function circlesOf(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const follow = (path: string, way: readonly string[]) => {
    if (way.includes(path)) {
      found.push([...way.slice(way.indexOf(path)), path].join(' > '));
      return;
    }
    if (done.has(path)) return;
    for (const target of imports.get(path) ?? []) follow(target, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) follow(path, []);
  return found;
}

describe('the house', () => {
  test('every folder has its place in the drawing', () => {
    const placed = files.filter((path) =>
      Object.keys(arrows).some((name) => path.startsWith(`${name}/`)),
    );
    const wiring = files.filter((path) => /^src\/[a-z.-]+\.ts$/.test(path));
    expect([...placed, ...wiring].sort()).toEqual([...files].sort());
  });

  test('imports go only to the left', () => {
    const broken = files.flatMap((path) =>
      importsOf(path, read(path)).flatMap((target) => breaks(path, target) ?? []),
    );
    expect(broken).toEqual([]);
  });

  test('the drawing can be broken: each forbidden arrow is found', () => {
    const forbidden = [
      ['src/feed/item.ts', 'src/log/log.ts'],
      ['src/admin/publisher.ts', 'src/hub/hub.ts'],
      ['src/hub/hub.ts', 'src/admin/publisher.ts'],
      ['src/log/log.ts', 'src/bus/bus.ts'],
      ['src/bus/exchange.ts', 'src/instances/ipc-channel.ts'],
      ['src/gateway/sockets/beacon.ts', 'src/site/shell/page.ts'],
      ['client/ticker/connect/connection.ts', 'src/log/tail.ts'],
      ['src/database/database.ts', 'src/log/log.ts'],
      ['src/log/log.ts', 'src/accounts/credentials.ts'],
      ['src/admin/publisher.ts', 'src/followers/run/runner.ts'],
      ['src/followers/run/runner.ts', 'src/hub/hub.ts'],
    ] as const;
    for (const [path, target] of forbidden) {
      const specifier = relative(dirname(path), target);
      const text = `import { x } from '${specifier.startsWith('.') ? specifier : `./${specifier}`}';`;
      expect(importsOf(path, text).map((found) => breaks(path, found))).toEqual([
        `${path} imports ${target}`,
      ]);
    }
  });

  test('inside a folder too, rooms import only rooms before them', () => {
    const broken = files.flatMap((path) =>
      importsOf(path, read(path)).flatMap((target) => breaksInside(path, target) ?? []),
    );
    expect(broken).toEqual([]);
    expect(breaksInside('src/feed/apply.ts', 'src/feed/draw/markup.ts')).toBeDefined();
    expect(
      breaksInside('client/ticker/store/screen.ts', 'client/ticker/view/rows.ts'),
    ).toBeDefined();
  });

  test('no file imports itself in a circle, types included', () => {
    const imports = new Map(files.map((path) => [path, importsOf(path, read(path))] as const));
    expect(circlesOf(imports)).toEqual([]);
    const circle = { a: ['b'], b: ['c'], c: ['b'] };
    expect(circlesOf(new Map(Object.entries(circle)))).toEqual(['b > c > b']);
  });

  test('no folder has more than 20 files on one level: that would be more than one idea', () => {
    const all = ['src', 'client', 'tests'].flatMap((top) => sources(top, /\.(ts|tsx|mjs|css)$/));
    const counts = Map.groupBy(all, dirname);
    const full = [...counts].flatMap(([folder, { length }]) =>
      length > maxFilesInFolder ? [`${folder}: ${length}`] : [],
    );
    expect(full).toEqual([]);
  });

  test('drivers, the environment and the framework stay where they belong', () => {
    const strays = files.flatMap((path) =>
      keepers.flatMap(([what, where]) => {
        const named = what.exec(read(path))?.[1];
        return named === undefined || where.test(path) ? [] : [`${path} names ${named}`];
      }),
    );
    expect(strays).toEqual([]);
  });

  test('in the way in, only what Nest calls knows the web framework', () => {
    const nests = /\.(module|controller|guard|filter|decorator|interceptor)\.ts$/;
    const strays = (all: readonly (readonly [string, string])[]) =>
      all.flatMap(([path, text]) =>
        !nests.test(path) && /from 'express'/.test(text) ? [path] : [],
      );
    expect(strays(sources('src/admin').map((path) => [path, read(path)] as const))).toEqual([]);
    const express = "import type { Response } from 'express';";
    expect(strays([['src/admin/drafts/draft-desk.ts', express]])).toHaveLength(1);
  });

  test('no file is longer than 250 lines', () => {
    const styles = sources('client', /\.css$/);
    const build = sources('client', /\.mjs$/);
    const long = [...files, ...styles, ...build, ...sources('tests')].flatMap((path) => {
      const lines = read(path).split('\n').length;
      return lines > 251 ? [`${path}: ${lines}`] : [];
    });
    expect(long).toEqual([]);
  });

  test('each room that is drawn is there', () => {
    const drawn = Object.entries(rooms).flatMap(([folder, names]) =>
      names.map((name) => join(folder, name)),
    );
    expect(drawn.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('what readers see has no line of a fixed height: a larger text of their browser would overlap', () => {
    const styles = [...sources('client/site', /\.css$/), ...sources('client/ticker', /\.css$/)];
    const fixed = /line-height:[^;]*px|font:[^;]*\/[\d.]+px/;
    expect(styles.filter((path) => fixed.test(read(path)))).toEqual([]);
  });

  test('what the browser shares with the server is pure', () => {
    const impure = sources('src/feed').filter((path) =>
      /from '(?![.$])|\b(window|document|process|Buffer)\.\w/.test(read(path)),
    );
    expect(impure).toEqual([]);
  });
});
