import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Unavailable } from './subject.ts';

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/bench');

/** The path of a C program of this folder, compiled once a run. */
export function compiled(source: string, libraries: readonly string[] = []): string {
  const known = programs.get(source);
  if (known !== undefined) return known;
  mkdirSync(cache, { recursive: true });
  const program = join(cache, basename(source, '.c'));
  const path = resolve(import.meta.dirname, source);
  try {
    execFileSync('cc', ['-O2', '-o', program, path, ...libraries], { stdio: 'pipe' });
  } catch (error) {
    throw new Unavailable(`a C compiler and zlib are needed (${String(error).slice(0, 200)})`);
  }
  programs.set(source, program);
  return program;
}

const programs = new Map<string, string>();

/** A folder with npm packages that only the bench needs, installed when they are not there. */
export function packages(...names: readonly string[]): string {
  const folder = join(cache, 'packages');
  const isThere = names.every((name) =>
    existsSync(join(folder, 'node_modules', name.replace(/(?<=.)@[\d.]+$/, ''))),
  );
  if (isThere) return folder;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', ...names], {
      stdio: 'pipe',
    });
  } catch {
    throw new Unavailable(`npm cannot install ${names.join(', ')}`);
  }
  return folder;
}
