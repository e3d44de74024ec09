import { chmod, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { commonJs, Libraries } from './bundle-libraries.mjs';

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

/** The server's two programs. */
const programs = ['process/run', 'process/instance'];

/** The sources of the programs, as paths below src: a bundle takes the place of what they were made into. */
export const programSources = programs.map((name) => `${name}.ts`);

/**
 * Puts each of the server's two programs into one file, their libraries into another, and the command line into one with what it
 * needs: finding and linking two thousand files one by one is half the work of a start.
 */
export async function bundleServer() {
  const bundler = await serverBundler();
  await bundler.bundle();
  await bundler.end();
  await build(optionsFor([commandLine]));
  await chmod(dist(commandLine), 0o755);
}

/** Bundles the two programs again and again, each time out of what has changed: to be called when they are made anew. */
export async function serverBundler() {
  const libraries = new Libraries(dist('libraries.js'), ifInstalled);
  const entries = programs.map((name) => `${name}.js`);
  let made;
  return {
    bundle: async () => {
      if (made === undefined) {
        await libraries.bundle(entries.map(dist));
        made = await context({ ...optionsFor(entries), plugins: [libraries.plugin] });
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
    sourcemap: true,
    logLevel: 'warning',
  };
}
