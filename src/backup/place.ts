import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { migrationNames } from '../database/migrations/migrations.ts';
import { openStore } from '../media/open-store.ts';
import type { MediaStore } from '../media/media-store.ts';
import { BackupProblem, inWords } from './problem.ts';

/** Where a server keeps what it has, by its settings. */
export type Place = Pick<Config, 'databaseUrl' | 'dataDir' | 's3'>;

/** What is told meanwhile. */
export type Tell = (words: string) => void;

/** The release of this program. */
export function releaseHere(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

export async function mediaOf(place: Place): Promise<MediaStore> {
  try {
    return await openStore(place, () => undefined);
  } catch (error) {
    throw new BackupProblem((error as Error).message, []);
  }
}

/** Throws where a database is of a later release than this program. */
export function refuseLater(migrations: readonly string[], what: string, release?: string): void {
  const isFirst = migrations.every((name, index) => name === migrationNames[index]);
  if (isFirst && migrations.length > 0) return;
  const by = release === undefined ? '' : ` (${release})`;
  throw new BackupProblem(`${what} is of a later release${by}, or of none.`, [
    'use the command of that release, or of a later one',
  ]);
}

/** Works in a folder of its own beside a path, for this account alone. The folder is gone afterwards, whatever happens. */
export async function beside<T>(path: string, work: (folder: string) => Promise<T>): Promise<T> {
  const parent = dirname(resolve(path));
  let folder: string;
  try {
    folder = await mkdtemp(join(parent, '.dateline-'));
    await chmod(folder, 0o700);
  } catch (error) {
    throw inWords(error, parent);
  }
  try {
    return await work(folder);
  } catch (error) {
    throw inWords(error, parent);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
