import { closeSync, openSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Session } from '../database.ts';
import type { Schema } from '../schema.ts';
import { openEmbedded } from '../sqlite.ts';

/** The file of an embedded database, and those beside it. */
export const embeddedFile = 'dateline.sqlite';
export const embeddedFiles: readonly string[] = ['', '-wal', '-shm', '-journal'].map(
  (end) => embeddedFile + end,
);

/** All pages in one step: the copy is of one instant, and who writes meanwhile does not make it begin again. */
const allPages = 2 ** 31 - 1;

/**
 * Copies the embedded database of `dataDir` into the folder `to`, as it is at one instant, while servers write on. The file is for
 * this account alone. Throws where there is no such database.
 */
export async function copyEmbedded(dataDir: string, to: string): Promise<void> {
  const source = new DatabaseSync(join(dataDir, embeddedFile), { readOnly: true });
  try {
    source.exec('PRAGMA busy_timeout = 5000');
    const file = join(to, embeddedFile);
    closeSync(openSync(file, 'wx', 0o600));
    await backup(source, file, { rate: allPages });
  } finally {
    source.close();
  }
}

/** Works on the embedded database in a folder without bringing it to this release. */
export async function withEmbedded<T>(
  folder: string,
  work: (db: Session) => Promise<T>,
): Promise<T> {
  const { dialect } = await openEmbedded(folder);
  const db = new Kysely<Schema>({ dialect });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** What SQLite finds wrong with the file in a folder; nothing where it is sound. */
export function faultsOfFile(folder: string): readonly string[] {
  const database = new DatabaseSync(join(folder, embeddedFile), { readOnly: true });
  try {
    const rows = database.prepare('PRAGMA integrity_check(10)').all();
    return rows.map((row) => String(row['integrity_check'])).filter((said) => said !== 'ok');
  } finally {
    database.close();
  }
}

/** Writes the file in a folder anew: no byte of what was erased is in the new one. To be called where nobody else has it open. */
export async function writeAnew(folder: string): Promise<void> {
  const database = new DatabaseSync(join(folder, embeddedFile));
  const anew = join(folder, 'anew.sqlite');
  try {
    closeSync(openSync(anew, 'wx', 0o600));
    database.prepare('vacuum into ?').run(anew);
  } finally {
    database.close();
  }
  await rename(anew, join(folder, embeddedFile));
}
