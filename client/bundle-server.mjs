import { chmod, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { commonJs, Libraries } from './bundle-libraries.mjs';
import { inAscii } from './in-ascii.mjs';
import { nodesOwn } from './nodes-own.mjs';

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

/** What the command line loads when it works on the server's own data. */
const keeper = 'backup/program';

/** The server's two programs, and that one. */
const programs = ['process/run', 'process/instance', keeper];

/**
 * Puts each of these programs into one file, their libraries into another, and the command line into one with what it
 * needs: finding and linking two thousand files one by one is half the work of a start.
 */
export async function bundleServer() {
  const bundler = serverBundler(programs, { sourcemap: true });
  await bundler.bundle();
  await bundler.end();
  await Promise.all(programs.map((name) => inAscii(dist(`${name}.js`))));
  const options = optionsFor([commandLine]);
  const external = [...options.external, `../${keeper}.js`];
  await build({ ...options, external, sourcemap: true });
  await chmod(dist(commandLine), 0o755);
}

/**
 * Bundles programs again and again, each time out of what has changed. A bundle takes the place of what a program was made
 * into, which is to be made anew before.
 */
export function serverBundler(names, more) {
  const libraries = new Libraries(dist('libraries.js'), ifInstalled);
  const entries = names.map((name) => `${name}.js`);
  let made;
  return {
    bundle: async () => {
      if (made === undefined) {
        await libraries.bundle(entries.map(dist));
        made = await context({
          ...optionsFor(entries),
          ...more,
          plugins: [nodesOwn, libraries.plugin],
        });
      }
      await made.rebuild();
    },
    end: () => made?.dispose(),
  };
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
    external: ['../libraries.js', ...ifInstalled.flatMap((name) => [name, `${name}/*`])],
    banner: commonJs,
    minifySyntax: true,
    logLevel: 'warning',
  };
}
