import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inAscii } from './in-ascii.mjs';
import { nodesOwn } from './nodes-own.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const namespace = 'library';
/** What one library exports, all of it. */
const whole = 'whole';
/** A name, and no path. */
const named = /^[a-z@]/;
const isName = (text) => /^[\w$]+$/.test(text);
const isOwn = ({ importer, kind }) =>
  kind === 'import-statement' && !importer.includes('/node_modules/');

/** What CommonJS, which some of the libraries are, has beside it. */
export const commonJs = {
  js: `const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
const { dirname: __dirname, filename: __filename } = import.meta;`,
};

/** Tables of media types, of which some libraries bring an earlier one of their own. */
const onceOnly = Object.fromEntries(
  ['mime-db', 'mime-types'].map((name) => [name, join(root, 'node_modules', name)]),
);

/** Of libraries: what is loaded wherever they are, and never used here, with what stands in its place. */
const unneeded = [
  // Nest's uploads: ours are read otherwise.
  [/node_modules\/multer\/index\.js$/, 'export default undefined;'],
  // Messages of zod in other languages: ours are written with their schemas.
  [/zod\/v4\/locales\/index\.js$/, "export { default as en } from './en.js';"],
  // Scripts of before Unicode: a body of JSON in one is refused.
  [/iconv-lite\/encodings\/tables\/\w+\.json$/, 'export default [];'],
];

const unused = {
  name: 'unused',
  setup: ({ onLoad }) => {
    for (const [filter, contents] of unneeded) {
      onLoad({ filter }, ({ path }) => ({ contents, resolveDir: dirname(path) }));
    }
  },
};

/** A library as `import` finds it, where it is asked for by `require`. */
const wholes = {
  name: 'wholes',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^${whole}:`) }, ({ path }) => ({
      path: path.slice(whole.length + 1),
      namespace: whole,
    }));
    onLoad({ filter: /./, namespace: whole }, ({ path }) => ({
      contents: `export * as all from '${path}';`,
      resolveDir: root,
    }));
  },
};

/**
 * The libraries of the server's programs, together in one file: it is made once, while the programs are made anew with each
 * change, and what Node has compiled of it stays good. Each library runs when a program first comes to a part of its own that
 * imports it. What is itself imported only when it is needed is not in the file.
 */
export class Libraries {
  /** By the name of each library, in the order in which the file has them. */
  #exports = new Map();
  #adding = Promise.resolve();
  #made = 0;

  /** `file`: where it is to be. `external`: what is loaded where somebody has installed it. */
  constructor(file, external) {
    this.file = file;
    this.external = external.flatMap((name) => [name, `${name}/*`]);
  }

  /** Makes the file of all that the programs import. */
  async bundle(programs) {
    const found = new Set();
    const finds = {
      name: 'find libraries',
      setup: ({ onResolve }) =>
        onResolve({ filter: named }, (asked) => {
          if (isOwn(asked) && !isBuiltin(asked.path)) found.add(asked.path);
          return { external: true };
        }),
    };
    await build({
      ...this.#common,
      entryPoints: programs,
      write: false,
      outdir: root,
      plugins: [finds],
    });
    await this.#make([...found].sort((one, other) => one.localeCompare(other, 'en')));
  }

  /** Leads what a program imports of a library to the one file, which is loaded when the first of it is needed. */
  get plugin() {
    return {
      name: 'libraries',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: named }, (asked) =>
          isOwn(asked) ? { path: asked.path, namespace } : { external: true },
        );
        onLoad({ filter: /./, namespace }, async ({ path }) => ({
          contents: await this.#lead(path),
        }));
      },
    };
  }

  async #lead(name) {
    // One after the other; what failed fails its own caller alone.
    const adding = this.#adding.then(() => this.#add(name));
    this.#adding = adding.catch(() => undefined);
    await adding;
    // A name may be a word of the language.
    const lines = this.#exports
      .get(name)
      .map((one, index) => `const a${index} = all.${one}; export { a${index} as ${one} };`);
    const index = [...this.#exports.keys()].indexOf(name);
    return [`const all = require('../libraries.js').library${index}();`, ...lines].join('\n');
  }

  /** A library that a program has come to import since the file was made. */
  async #add(name) {
    if (!this.#exports.has(name)) await this.#make([...this.#exports.keys(), name]);
  }

  async #make(names) {
    const contents = names.map(
      (name, index) => `export const library${index} = () => require('${whole}:${name}').all;`,
    );
    await build({
      ...this.#common,
      stdin: { contents: contents.join('\n'), resolveDir: root },
      outfile: this.file,
      external: this.external,
      alias: onceOnly,
      plugins: [nodesOwn, wholes, unused],
      banner: commonJs,
      minifyWhitespace: true,
      // A stack names a line that can be looked at.
      lineLimit: 160,
      legalComments: 'external',
    });
    await inAscii(this.file);
    const made = await import(`${pathToFileURL(this.file).href}?${(this.#made += 1)}`);
    names.forEach((name, index) => {
      this.#exports.set(name, Object.keys(made[`library${index}`]()).filter(isName));
    });
  }

  get #common() {
    return {
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node24',
      minifySyntax: true,
      logLevel: 'warning',
    };
  }
}
