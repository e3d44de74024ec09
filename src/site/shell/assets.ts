import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Encoded, quality } from '../../http/encoded.ts';

/** One file of the client's build, in memory. */
export interface Asset {
  readonly type: string;
  readonly encoded: Encoded;
}

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};

const names = [
  'ticker.js',
  'ticker.mjs',
  'campaign.js',
  'layouts.js',
  'reading.js',
  'roads.js',
  'docs.css',
  'site.css',
  'site.js',
  'push.js',
  'push-worker.js',
  'still.js',
  'item.css',
  'newsroom.css',
  'embed.js',
  'frame.css',
  'frame.js',
  'builder.css',
  'builder.js',
];

/** The newsroom's code, in parts that are loaded when somebody goes there; named by its content. */
export const newsroomPart = /^newsroom-[a-z0-9-]+-[a-z0-9]{8}\.js$/;

/**
 * The files of the client's build, with what the build has compressed of them. They are read once, at the start, so that
 * answers do not read the disk.
 */
export class Assets {
  readonly #files: ReadonlyMap<string, Asset>;

  constructor(folder = builtClient()) {
    this.#files = new Map(
      [...names, ...newsroomParts(folder), ...pictures(folder)]
        .filter((name) => existsSync(`${folder}/${name}`))
        .map((name) => [name, asset(name, folder)]),
    );
  }

  /** A file by its name in the build (`ticker.js`, `demo/map.svg`), or undefined. */
  file(name: string): Asset | undefined {
    return this.#files.get(name);
  }

  /** The name of the script that the newsroom's page begins with. */
  get newsroomScript(): string {
    const first = [...this.#files.keys()].find((name) => name.startsWith('newsroom-application-'));
    if (first === undefined) throw notBuilt();
    return first;
  }
}

/** The folder of the client's build: above this file in a build, or in `dist` when the sources run. */
function builtClient(): string {
  let above = import.meta.dirname;
  for (;;) {
    for (const folder of [join(above, 'client'), join(above, 'dist/client')]) {
      if (existsSync(join(folder, 'ticker.js'))) return folder;
    }
    if (above === dirname(above)) {
      throw notBuilt();
    }
    above = dirname(above);
  }
}

function notBuilt(): Error {
  return new Error('The files for browsers are not there. Make them with: npm run build');
}

function newsroomParts(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => newsroomPart.test(name));
}

function pictures(folder: string): readonly string[] {
  const demo = `${folder}/demo`;
  if (!existsSync(demo)) return [];
  return readdirSync(demo)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => `demo/${name}`);
}

function asset(name: string, folder: string): Asset {
  const ending = Object.entries(types).find(([end]) => name.endsWith(`.${end}`));
  const encoded = new Encoded(readFileSync(`${folder}/${name}`), quality.forever);
  for (const [encoding, end] of [
    ['br', 'br'],
    ['gzip', 'gz'],
  ] as const) {
    const path = `${folder}/compressed/${encoded.digest}.${end}`;
    if (existsSync(path)) encoded.take(encoding, readFileSync(path));
  }
  return { type: ending?.[1] ?? 'application/octet-stream', encoded };
}
