import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';
import { swcOptions } from './swc-options.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const options = {
  ...swcOptions,
  jsc: { ...swcOptions.jsc, rewriteRelativeImportExtensions: true },
  swcrc: false,
  sourceMaps: true,
};

/** Every source of the server, as a path below src. */
export function serverSources() {
  return readdirSync(join(root, 'src'), { recursive: true }).filter((path) => path.endsWith('.ts'));
}

/** Makes JavaScript of sources without a look at their types; what belonged to a source that is gone goes. */
export async function transformServer(paths, outDir = join(root, 'dist')) {
  await Promise.all(paths.map((path) => transform(path, outDir)));
}

async function transform(path, outDir) {
  const source = join(root, 'src', path);
  const target = join(outDir, path.replace(/\.ts$/, '.js'));
  if (!existsSync(source)) {
    await rm(target, { force: true });
    await rm(`${target}.map`, { force: true });
    return;
  }
  const { code, map } = await transformFile(source, options);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(`${target}.map`, map);
  await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
}
