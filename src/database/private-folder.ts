import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * The folder of the database, made where it is missing, for this account alone: drafts and embargoed texts are in it.
 * An existing folder keeps its rights, because it may hold other files; the database's files are closed in any case.
 * Step by step: on some file systems making many folders at once never returns.
 */
export function privateFolder(path: string): string {
  const folder = resolve(path);
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Error(`DATA_DIR (${folder}) is a file.`);
    return folder;
  }
  if (dirname(folder) !== folder) privateFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Another process was faster.
    if (code === 'EEXIST') return folder;
    throw new Error(`DATA_DIR (${folder}) cannot be made (${code}): name another folder.`, {
      cause: error,
    });
  }
  return folder;
}

/**
 * Removes other accounts' rights from the files of a database. SQLite gives later files the rights of the main file.
 */
export function closeFiles(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    if (existsSync(path)) chmodSync(path, 0o600);
  }
}
