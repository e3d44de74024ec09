import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of a program the tests need: the first of its names on PATH; as root on Debian it is installed
 * when it is missing; otherwise an error with the one line to run.
 */
export function findProgram(names: readonly string[], debianPackage: string): string {
  const found = lookForProgram(names, debianPackage);
  if (found !== undefined) return found;
  throw new Error(
    `The tests need ${names.join(' or ')}: install it, on Debian with "sudo apt-get install ${debianPackage}".`,
  );
}

/** As `findProgram`; undefined where the program is not there and cannot be installed by these tests. */
export function lookForProgram(
  names: readonly string[],
  debianPackage: string,
): string | undefined {
  const found = onPath(names);
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (found !== undefined || !isDebianRoot) return found;
  console.log(`Installing ${debianPackage}, which the tests need …`);
  apt('update');
  apt('install', '-y', '--no-install-recommends', debianPackage);
  const installed = onPath(names);
  if (installed === undefined)
    throw new Error(`${debianPackage} brought none of ${names.join(', ')}.`);
  return installed;
}

/** The path of the first of these names that is on PATH. */
export function onPath(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => isExecutable(path));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function apt(...words: readonly string[]): void {
  execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    // Whatever comes with a service of its own stays quiet: the tests start theirs.
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
}
