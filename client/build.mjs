import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './bundle.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const maxTickerKiB = 25;

await bundle();
declareTypes();
await weigh();

function declareTypes() {
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'client/tsconfig.types.json')],
    { cwd: root, stdio: 'inherit' },
  );
}

async function weigh() {
  const bytes = gzipSync(await readFile(join(root, 'dist/client/ticker.js'))).length;
  const kib = (bytes / 1024).toFixed(1);
  console.log(`dist/client/ticker.js: ${kib} KB gzip, of ${maxTickerKiB}`);
  if (bytes > maxTickerKiB * 1024) {
    console.error(`The ticker's script is over its budget of ${maxTickerKiB} KB.`);
    process.exitCode = 1;
  }
}
