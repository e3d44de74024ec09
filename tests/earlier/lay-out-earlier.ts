import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The earlier release, ready to run. */
export interface EarlierRelease {
  /** Its server's program, for `ServerProcess`. */
  readonly main: string;
  readonly drop: () => void;
}

/** Lays the earlier release out as a build has it. Its own code is kept here; the libraries are those installed. */
export function layOutEarlier(): EarlierRelease {
  const root = resolve(import.meta.dirname, '../..');
  // Inside node_modules, so that the server finds its packages.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const place = mkdtempSync(join(cache, 'earlier-'));
  for (const part of ['server', 'client']) {
    cpSync(join(import.meta.dirname, part), join(place, part), { recursive: true });
  }
  const scripts = ['ticker', 'still'].map((name) => join(place, 'client', `${name}.mjs`));
  const words = ['--bundle', '--format=iife', '--minify', '--log-level=error'];
  const esbuild = join(root, 'node_modules/.bin/esbuild');
  execFileSync(esbuild, [...scripts, ...words, `--outdir=${join(place, 'client')}`]);
  return {
    main: join(place, 'server/main.mjs'),
    drop: () => rmSync(place, { recursive: true, force: true }),
  };
}
