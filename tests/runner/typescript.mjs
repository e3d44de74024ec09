import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync, version } from '@swc/core';
import { swcOptions } from '../../client/swc-options.mjs';

const cache = join(import.meta.dirname, '../../node_modules/.cache/tests');
mkdirSync(cache, { recursive: true });
const options = { ...swcOptions, swcrc: false, sourceMaps: true };
const salt = version + JSON.stringify(options);

/** The files with the source maps of what was loaded, by the names that stacks give it. */
export const sourceMaps = new Map();

/** Loads TypeScript, with decorators, as SWC makes it: kept by its content, for the next worker and the next run. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== '@jest/globals') return next(specifier, context);
    // Jest makes them anew for each test file.
    const importer = encodeURIComponent(context.parentURL ?? '');
    return {
      url: new URL(`./jest-globals.mjs?${importer}`, import.meta.url).href,
      shortCircuit: true,
    };
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !/\.tsx?$/.test(url)) return next(url, context);
    const file = fileURLToPath(url);
    if (file.includes('/node_modules/')) return next(url, context);
    const made = madeOf(file);
    for (const name of [file, url]) sourceMaps.set(name, `${made}.map`);
    return { format: 'module', source: readFileSync(made, 'utf8'), shortCircuit: true };
  },
});

function madeOf(file) {
  const source = readFileSync(file, 'utf8');
  const name = createHash('sha1').update(salt).update(file).update(source).digest('hex');
  const made = join(cache, name);
  if (!existsSync(made)) {
    const { code, map } = transformSync(source, { ...options, filename: file });
    write(`${made}.map`, map);
    write(made, code);
  }
  return made;
}

/** Whole, or not at all: other workers read it. */
function write(file, text) {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, file);
}
