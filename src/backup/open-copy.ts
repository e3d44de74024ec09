import { rm } from 'node:fs/promises';
import { faultsOfFile, withEmbedded } from '../database/copy/embedded-copy.ts';
import { migrateThrough } from '../database/migrations/migrations.ts';
import { NoRows, putRows } from '../database/copy/rows-in.ts';
import type { Facts } from './archive/facts.ts';
import { BackupProblem } from './problem.ts';
import { linesOf, unpackDatabase } from './unpack.ts';

/**
 * Makes an embedded database in an empty folder out of a backup, of whichever kind, with the migrations that the backup has. Throws
 * a BackupProblem where it is not what a server could start from.
 */
export async function openCopy(path: string, facts: Facts, folder: string): Promise<void> {
  const file = await unpackDatabase(path, facts, folder);
  if (facts.kind === 'postgres') {
    await withEmbedded(folder, (db) => fill(db, path, facts, file));
    await rm(file);
  }
  const [fault] = faultsOfFile(folder);
  if (fault !== undefined) throw unfit(path, fault);
}

async function fill(
  db: Parameters<Parameters<typeof withEmbedded>[1]>[0],
  path: string,
  { migrations, rows }: Facts,
  file: string,
): Promise<void> {
  try {
    await migrateThrough(db as never, migrations);
    await db.transaction().execute((tx) => putRows(tx, linesOf(file), rows));
  } catch (error) {
    if (error instanceof NoRows) throw unfit(path, error.message);
    throw error;
  }
}

export function unfit(path: string, why: string): BackupProblem {
  return new BackupProblem(`${path} is not whole: ${why}.`, ['take another backup']);
}
