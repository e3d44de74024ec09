// Runs TypeScript that is not part of the build: bundled into a temporary file, which is what runs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

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

/** Runs a program given as text that may import from `folder`; its exit code becomes this process's. */
export async function runBundled(program, folder, words) {
  // Inside node_modules, so that packages are found from there.
  const cache = resolve(import.meta.dirname, '../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const place = mkdtempSync(join(cache, 'bundled-'));
  try {
    const outfile = join(place, 'program.mjs');
    await build({
      stdin: { contents: program, resolveDir: folder, loader: 'ts' },
      tsconfig: resolve(import.meta.dirname, '../tsconfig.json'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      plugins: [ownFolder],
      sourcemap: 'inline',
      logLevel: 'warning',
      outfile,
    });
    // Ctrl+C is for the program, which may have something to say first.
    process.on('SIGINT', () => undefined);
    const { status } = spawnSync(process.execPath, [outfile, ...words], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
