import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = join(root, 'dist/client');
const folder = join(root, 'dist/package');
const entry = join(built, 'types/client/ticker/create-ticker.d.ts');

/** Lays out `@dateline/ticker` in dist/package, for `npm pack`, out of what was built before. `libraries` are bundled in it. */
export async function layOutPackage(libraries) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'types'), { recursive: true });
  const ours = join(root, 'client/ticker/package');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const manifest = JSON.parse(await readFile(join(ours, 'package.json'), 'utf8'));
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ ...manifest, version }, null, 2)}\n`,
  );
  await copyFile(join(ours, 'README.md'), join(folder, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  for (const name of ['ticker.mjs', 'item.css']) {
    await copyFile(join(built, name), join(folder, name));
  }
  await writeFile(join(folder, 'THIRD-PARTY.txt'), await licencesOf(libraries));
  await layOutTypes();
}

/** The declarations that the entry needs, side by side: where they stand in our tree is nobody's business. */
async function layOutTypes() {
  const sources = new Map();
  await gather(entry, sources);
  for (const [path, text] of sources) {
    const flat = text.replaceAll(
      imports,
      (_, before, target) => `${before}'./${nameOf(target)}.js'`,
    );
    await writeFile(join(folder, 'types', basename(path)), flat);
  }
}

const imports = /(\b(?:from|import)\s*\(?\s*)'(\.[^']+)'/g;

async function gather(path, sources) {
  if (sources.has(path)) return;
  if ([...sources.keys()].some((other) => basename(other) === basename(path))) {
    throw new Error(`Two declarations of the package are named ${basename(path)}.`);
  }
  const text = await readFile(path, 'utf8');
  sources.set(path, text);
  for (const [, , target] of text.matchAll(imports)) {
    await gather(resolve(dirname(path), dirname(target), `${nameOf(target)}.d.ts`), sources);
  }
}

function nameOf(target) {
  return basename(target).replace(/\.(ts|js)$/, '');
}

async function licencesOf(libraries) {
  const texts = libraries.map(async (name) => {
    const text = await readFile(join(root, 'node_modules', name, 'LICENSE'), 'utf8');
    return `${name}\n\n${text.trim()}\n`;
  });
  return `ticker.mjs contains parts of these packages.\n\n${(await Promise.all(texts)).join('\n---\n\n')}`;
}
