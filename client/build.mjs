import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from './bundle.mjs';
import { bundleServer } from './bundle-server.mjs';
import { compileAhead } from './compile-ahead.mjs';
import { compress } from './compress.mjs';
import { layOutPackage } from './package.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** What other sites load, in KB after gzip. */
const budgets = { 'ticker.js': 25, 'embed.js': 2 };
/** What an editor loads before the newsroom shows, in KB after gzip. */
const newsroomBudget = 60;

const { libraries, newsroom } = await bundle();
const compressing = compress().then(bundleServer);
declareTypes();
await compressing;
await layOutPackage(libraries);
await compileAhead();
await weigh();

function declareTypes() {
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/typescript-native/bin/tsc'),
      '-p',
      join(root, 'client/tsconfig.types.json'),
    ],
    { cwd: root, stdio: 'inherit' },
  );
}

async function weigh() {
  for (const [name, maxKiB] of Object.entries(budgets)) {
    await weighTogether(name, [`dist/client/${name}`], maxKiB);
  }
  await weighTogether(
    'newsroom',
    [`dist/client/${newsroom}`, 'dist/client/newsroom.css'],
    newsroomBudget,
  );
}

async function weighTogether(name, paths, maxKiB) {
  const files = await Promise.all(paths.map((path) => readFile(join(root, path))));
  const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  const kib = (bytes / 1024).toFixed(1);
  console.log(`dist/client/${name}: ${kib} KB gzip, of ${maxKiB}`);
  if (bytes > maxKiB * 1024) {
    console.error(`${name} is over its budget of ${maxKiB} KB.`);
    process.exitCode = 1;
  }
}
