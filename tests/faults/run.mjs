// npm run faults -- [--schedules 1000000] [--seed 1] [--workers 2] [--only model]
// Every round in rounds/, from the sources: bundled into a temporary file, which is what runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;
const rounds = readdirSync(join(here, 'rounds')).filter((name) => name.endsWith('.ts'));
const entry = [
  `import { main } from './main.ts';`,
  ...rounds.map((name, n) => `import { round as round${n} } from './rounds/${name}';`),
  `await main([${rounds.map((_, n) => `round${n}`).join(', ')}]);`,
].join('\n');

/** A source that asks where it is gets the answer it would get unbundled. */
const ownFolder = {
  name: 'own-folder',
  setup({ onLoad }) {
    onLoad({ filter: /\/(src|tests|client)\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.dirname',
        JSON.stringify(dirname(path)),
      ),
      loader: 'ts',
    }));
  },
};

// Inside node_modules, so that packages are found from there.
const cache = resolve(here, '../../node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'faults-'));
try {
  const outfile = join(folder, 'faults.mjs');
  await build({
    stdin: { contents: entry, resolveDir: here, loader: 'ts' },
    tsconfig: resolve(here, '../../tsconfig.json'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    plugins: [ownFolder],
    sourcemap: 'inline',
    logLevel: 'warning',
    outfile,
  });
  const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
