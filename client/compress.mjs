import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
// The server's own way of compressing: the build of the server comes first.
import { Encoded, quality } from '../dist/http/encoded.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../dist/client');
const endings = new Set(['.js', '.mjs', '.css', '.svg']);

/**
 * Compresses what servers send, so that no start and no first reader pays for it: `compressed/{digest}.br` and `.gz`,
 * named by the digest of the file, so that what belongs to another state of a file is never taken for it.
 */
export async function compress() {
  await mkdir(join(folder, 'compressed'), { recursive: true });
  const files = [...(await filesIn('.')), ...(await filesIn('demo'))];
  await Promise.all(files.map(compressFile));
}

async function filesIn(below) {
  const names = await readdir(join(folder, below));
  return names
    .filter((name) => endings.has(extname(name)))
    .map((name) => join(folder, below, name));
}

async function compressFile(path) {
  const encoded = new Encoded(await readFile(path), quality.forever);
  const target = join(folder, 'compressed', encoded.digest);
  const write = async (encoding, ending) =>
    writeFile(`${target}.${ending}`, await encoded.in(encoding));
  await Promise.all([write('br', 'br'), write('gzip', 'gz')]);
}
