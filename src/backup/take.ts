import { createWriteStream, existsSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lookAt, type Copied } from '../database/copy/copied.ts';
import { copyEmbedded, embeddedFile, withEmbedded } from '../database/copy/embedded-copy.ts';
import { readPostgres } from '../database/copy/postgres-copy.ts';
import { mediaKey } from '../media/media-store.ts';
import { databaseNames, form, mediaPartOf, type Facts } from './archive/facts.ts';
import { ArchiveWriter } from './archive/write-archive.ts';
import { beside, mediaOf, refuseLater, releaseHere, type Place, type Tell } from './place.ts';
import { BackupProblem } from './problem.ts';

/** What a backup has become. */
export interface Taken {
  readonly path: string;
  readonly facts: Facts;
  readonly files: number;
  /** Files of the library that were not there. */
  readonly missing: readonly string[];
}

/**
 * Copies the database of a place and the files of its library into one archive, while servers write on. `to`: a file that
 * is not there yet (packed where its name ends in .gz), or a folder, where its name tells the time. The archive is there whole or not at all.
 */
export function takeBackup(
  place: Place,
  to: string,
  withMedia: boolean,
  tell: Tell,
): Promise<Taken> {
  const path = resolve(to);
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  if (!isFolder && existsSync(path)) throw isThere(to);
  return beside(isFolder ? join(path, 'x') : path, async (folder) => {
    tell('Copying the database');
    const copied = await copyDatabase(place, folder);
    const target = isFolder ? freeIn(path, copied.at) : path;
    if (existsSync(target)) throw isThere(target);
    const kind = kindOf(place);
    const facts: Facts = {
      form,
      release: releaseHere(),
      at: copied.at,
      kind,
      migrations: [...copied.migrations],
      rows: { ...copied.rows },
      media: withMedia,
      scrubbed: [],
    };
    const half = join(folder, 'archive');
    const archive = await ArchiveWriter.begin(half, facts, target.endsWith('.gz'));
    try {
      await archive.addFile(databaseNames[kind], join(folder, databaseNames[kind]));
      const missing = withMedia ? await addMedia(archive, place, copied, tell) : [];
      await archive.end();
      await rename(half, target);
      const files = withMedia ? copied.files.length - missing.length : 0;
      return { path: target, facts, files, missing };
    } catch (error) {
      await archive.drop();
      throw error;
    }
  });
}

/** The kind of a place's database. */
export function kindOf({ databaseUrl }: Place): Facts['kind'] {
  return databaseUrl === undefined ? 'embedded' : 'postgres';
}

async function copyDatabase({ databaseUrl, dataDir }: Place, folder: string): Promise<Copied> {
  if (databaseUrl !== undefined) return copyRows(databaseUrl, folder);
  if (!existsSync(join(dataDir, embeddedFile))) {
    throw new BackupProblem(`There is no database in ${resolve(dataDir)}.`, [
      'run the command on the machine of the server, with its DATA_DIR or DATABASE_URL',
    ]);
  }
  // Before the copy is begun: what is in it was written by then.
  const at = new Date().toISOString();
  await copyEmbedded(dataDir, folder);
  const copied = await withEmbedded(folder, (db) => lookAt(db, at));
  refuseLater(copied.migrations, 'The database');
  return copied;
}

async function copyRows(url: string, folder: string): Promise<Copied> {
  let found: Copied | undefined;
  await readPostgres(url, async (copied, lines) => {
    refuseLater(copied.migrations, 'The database');
    const file = createWriteStream(join(folder, databaseNames.postgres), { mode: 0o600 });
    await pipeline(lines, file);
    found = copied;
  });
  if (found === undefined) throw new Error('The database was not read.');
  return found;
}

/** Adds the files that the copy knows. One may have been erased since the copy: it is missing, as it shall be. */
async function addMedia(
  archive: ArchiveWriter,
  place: Place,
  { files }: Copied,
  tell: Tell,
): Promise<readonly string[]> {
  const store = await mediaOf(place);
  const missing: string[] = [];
  for (const [index, { id, name }] of files.entries()) {
    const key = mediaKey(id, name);
    const bytes = await store.get(key);
    if (bytes === undefined) missing.push(key);
    else await archive.addBytes(mediaPartOf(key), bytes);
    if (index % 100 === 0) tell(`Copying files: ${index} of ${files.length}`);
  }
  return missing;
}

/** A path that is named by the time, and by a number where there is one of the same second. */
function freeIn(folder: string, at: string): string {
  const name = `dateline-${at.replace(/[-:]|\.\d+/g, '')}`;
  for (let n = 1; ; n += 1) {
    const path = join(folder, n === 1 ? `${name}.tar.gz` : `${name}-${n}.tar.gz`);
    if (!existsSync(path)) return path;
  }
}

function isThere(path: string): BackupProblem {
  return new BackupProblem(`${path} is there already.`, [
    'name another file, or a folder: the file in it is named by the time',
  ]);
}
