import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { GuidePicture } from './drawn-guide.ts';

/** A document of the repository that is a page of `/docs`. */
export interface Guide {
  /** Below `/docs/`. */
  readonly path: string;
  /** From the root of the repository. */
  readonly file: string;
  readonly title: string;
  /** Whom it is for: the first part of `path`, or of none. */
  readonly reader: Reader;
  readonly text: string;
}

export type Reader = 'editors' | 'embedders' | 'operators' | 'developers' | 'reference';

/** Documents that lie elsewhere than in a reader's folder of `docs`, by their path below `/docs/`. */
const others: Readonly<Record<string, readonly [file: string, reader: Reader]>> = {
  readme: ['README.md', 'operators'],
  map: ['src/README.md', 'developers'],
  contributing: ['CONTRIBUTING.md', 'developers'],
  style: ['docs/style.md', 'developers'],
  protocol: ['PROTOCOL.md', 'reference'],
  security: ['SECURITY.md', 'reference'],
  benchmarks: ['BENCHMARKS.md', 'reference'],
  changelog: ['CHANGELOG.md', 'reference'],
};

const folders: Readonly<Record<string, Reader>> = {
  editors: 'editors',
  embedders: 'embedders',
  examples: 'embedders',
  operators: 'operators',
  developers: 'developers',
  decisions: 'developers',
};

/** What a reader needs first; what is not named follows by the alphabet. */
const first = [
  'embedders/embed',
  'operators/run',
  'operators/newsroom',
  'operators/mail-and-push',
  'operators/machines',
  'operators/keep',
  'developers/programs',
  'map',
  'contributing',
  'style',
  'protocol',
];

/** What guides link to that is no guide, by its ending. */
const types: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  ...Object.fromEntries(
    ['.yaml', '.mjs', '.py', '.php'].map((ending) => [ending, 'text/plain; charset=utf-8']),
  ),
};

/** A file beside the guides. */
export interface Attachment {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The documents of a repository or of a package of it, read once. */
export class GuideFiles {
  readonly guides: ReadonlyMap<string, Guide>;
  readonly attachments: ReadonlyMap<string, Attachment>;
  /** The path below `/docs/` of each file. */
  private readonly paths: ReadonlyMap<string, string>;

  constructor(root = rootOf(import.meta.dirname)) {
    const guides: Guide[] = [];
    const attachments = new Map<string, Attachment>();
    const add = (path: string, file: string, reader: Reader) => {
      const place = join(root, file);
      if (existsSync(place)) guides.push(guideOf(path, file, reader, readFileSync(place, 'utf8')));
    };
    for (const [folder, reader] of Object.entries(folders)) {
      for (const name of filesIn(join(root, 'docs', folder))) {
        const path = `${folder}/${name}`;
        const type = types[extname(name)];
        if (name.endsWith('.md')) add(path.slice(0, -3), `docs/${path}`, reader);
        else if (type !== undefined) {
          attachments.set(path, { type, bytes: readFileSync(join(root, 'docs', path)) });
        }
      }
    }
    for (const name of filesIn(join(root, 'docs/pictures'))) {
      if (!name.endsWith('.png')) continue;
      const bytes = readFileSync(join(root, 'docs/pictures', name));
      attachments.set(`pictures/${name}`, { type: 'image/png', bytes });
    }
    for (const [path, [file, reader]] of Object.entries(others)) add(path, file, reader);
    const sorted = guides.toSorted((a, b) => rank(a) - rank(b));
    this.guides = new Map(sorted.map((guide) => [guide.path, guide]));
    this.attachments = attachments;
    this.paths = new Map([
      ...guides.map(({ file, path }) => [file, path] as const),
      ...Array.from(attachments.keys(), (path) => [`docs/${path}`, path] as const),
    ]);
  }

  /**
   * Where a link of a guide leads: below `/docs/` where its file is there, an anchor and all; as it is where it leads out;
   * undefined where its file is shown nowhere.
   */
  target(from: Guide, href: string): string | undefined {
    if (/^(https?:|mailto:|#)/.test(href)) return href;
    const [file = '', anchor] = href.split('#');
    const path = this.paths.get(join(dirname(from.file), file));
    if (path === undefined) return undefined;
    return `docs/${path}${anchor === undefined ? '' : `#${anchor}`}`;
  }

  /**
   * The picture at an address in a guide, where there is one, with paths from the root of the site. Of `a.moving.png`,
   * `a.png` is the still one.
   */
  picture(from: Guide, href: string): GuidePicture | undefined {
    const path = join(dirname(from.file), href).replace(/^docs\//, '');
    const found = this.attachments.get(path);
    if (found?.type !== 'image/png') return undefined;
    const still = path.replace(/\.moving\.png$/, '.png');
    const hasStill = still !== path && this.attachments.has(still);
    return {
      src: `docs/${path}`,
      // The first chunk of a PNG, IHDR, begins with both.
      width: found.bytes.readUInt32BE(16),
      height: found.bytes.readUInt32BE(20),
      still: hasStill ? `docs/${still}` : undefined,
    };
  }
}

function guideOf(path: string, file: string, reader: Reader, text: string): Guide {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? path;
  return { path, file, title: title.replaceAll('`', ''), reader, text };
}

function rank({ path }: Guide): number {
  const at = first.indexOf(path);
  return at === -1 ? first.length : at;
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

/** The folder that has the documents: above this file, in a build as in the sources. */
function rootOf(folder: string): string {
  if (existsSync(join(folder, 'PROTOCOL.md'))) return folder;
  return folder === dirname(folder) ? folder : rootOf(dirname(folder));
}
