import { chmod, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { optionalDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const dist = (path) => join(root, 'dist', path);

/** The program that package.json names `dateline`. */
const commandLine = 'cli/main.js';

/** What is loaded where somebody has installed it: add-ons in machine code, and what libraries know of. */
const ifInstalled = [
  ...Object.keys(optionalDependencies),
  '@nestjs/microservices',
  'bufferutil',
  'class-transformer',
  'class-validator',
  'pg-native',
  'utf-8-validate',
];

/** Large, and loaded when somebody chooses a password, comes with a passkey or signs in by OpenID Connect. */
const ifNeeded = [
  '@zxcvbn-ts/core',
  '@zxcvbn-ts/language-common',
  '@simplewebauthn/server',
  'openid-client',
];

/** The server's two programs. */
const programs = ['process/run', 'process/instance'];

/**
 * Puts each of the server's two programs and the command line into one file with its libraries: finding and linking two thousand files one
 * by one is half the work of a start.
 */
export async function bundleServer() {
  await build(optionsFor([...programs.map((name) => `${name}.js`), commandLine]));
  await chmod(dist(commandLine), 0o755);
}

/** The sources of the programs, as paths below src: a bundle takes the place of what they were made into. */
export const programSources = programs.map((name) => `${name}.ts`);

/** Bundles the two programs again and again, each time out of what has changed: to be called when they are made anew. */
export async function serverBundler() {
  const made = await context(optionsFor(programs.map((name) => `${name}.js`)));
  return { bundle: () => made.rebuild(), end: () => made.dispose() };
}

function optionsFor(entries) {
  return {
    absWorkingDir: root,
    entryPoints: entries.map(dist),
    outdir: dist(''),
    outbase: dist(''),
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: [...ifInstalled, ...ifNeeded].flatMap((name) => [name, `${name}/*`]),
    // What CommonJS, which some of the libraries are, has beside it.
    banner: {
      js: `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url), { dirname: __dirname, filename: __filename } = import.meta;`,
    },
    minifySyntax: true,
    sourcemap: true,
    logLevel: 'warning',
  };
}
