import { existsSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { embeddedFile, embeddedFiles, withEmbedded } from '../database/copy/embedded-copy.ts';
import { fillPostgres, occupied, type Occupied } from '../database/copy/postgres-copy.ts';
import { rowLines } from '../database/copy/rows-out.ts';
import { privateFolder } from '../database/private-folder.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Facts } from './archive/facts.ts';
import { readWhole } from './archive/read-archive.ts';
import { openCopy } from './open-copy.ts';
import { beside, mediaOf, refuseLater, type Place, type Tell } from './place.ts';
import { BackupProblem } from './problem.ts';
import { kindOf } from './take.ts';
import { linesOf, mediaIn, unpackDatabase } from './unpack.ts';

/**
 * Puts a backup into an empty place, which a server may then start from: the whole file is verified first. Throws a BackupProblem, with
 * nothing changed, where the place is not empty, or its database is of the other kind than the backup's and `converts` is false.
 */
export async function restoreBackup(
  place: Place,
  path: string,
  converts: boolean,
  tell: Tell,
): Promise<Facts> {
  tell('Reading the file');
  const { facts } = await readWhole(path);
  refuseLater(facts.migrations, path, facts.release);
  if (facts.kind !== kindOf(place) && !converts) throw otherKind(path, facts);
  await refuseOccupied(place);
  const media = new MediaPut(await mediaOf(place));
  const { databaseUrl } = place;
  try {
    if (facts.media) await media.putAll(path, tell);
    tell('Restoring the database');
    await (databaseUrl === undefined
      ? intoFolder(place, path, facts)
      : intoPostgres(databaseUrl, path, facts));
    return facts;
  } catch (error) {
    await media.takeBack().catch(() => undefined);
    throw error;
  }
}

async function intoFolder({ dataDir }: Place, path: string, facts: Facts): Promise<void> {
  const target = privateFolder(dataDir);
  await beside(join(target, 'x'), async (folder) => {
    await openCopy(path, facts, folder);
    const file = await open(join(folder, embeddedFile), 'r+');
    await file.sync();
    await file.close();
    await refuseOccupied({ dataDir, databaseUrl: undefined });
    await rename(join(folder, embeddedFile), join(target, embeddedFile));
  });
}

async function intoPostgres(url: string, path: string, facts: Facts): Promise<void> {
  await beside(path, async (folder) => {
    if (facts.kind === 'postgres') {
      const file = await unpackDatabase(path, facts, folder);
      return fillPostgres(url, facts, linesOf(file));
    }
    await openCopy(path, facts, folder);
    return withEmbedded(folder, (db) => fillPostgres(url, facts, rowLines(db)));
  });
}

/** A running server has its database there: so one that still runs is noticed, too. */
async function refuseOccupied({ dataDir, databaseUrl }: Omit<Place, 's3'>): Promise<void> {
  if (databaseUrl !== undefined) {
    const by = await occupied(databaseUrl);
    if (by !== undefined) throw new BackupProblem(...taken[by]);
    return;
  }
  const found = embeddedFiles.find((name) => existsSync(join(dataDir, name)));
  if (found === undefined) return;
  throw new BackupProblem(`There is a database in ${resolve(dataDir)} (${found}).`, [
    'stop the server and move that folder away, or name another one in DATA_DIR',
  ]);
}

const taken: Readonly<Record<Occupied, readonly [string, readonly string[]]>> = {
  servers: [
    'A server is connected to the database of DATABASE_URL.',
    ['stop every server, and name an empty database in DATABASE_URL'],
  ],
  tables: [
    'The database of DATABASE_URL is not empty.',
    ['make an empty one (createdb …) and name it in DATABASE_URL'],
  ],
};

function otherKind(path: string, { kind }: Facts): BackupProblem {
  const [of, cure] =
    kind === 'postgres'
      ? ['PostgreSQL', 'name an empty database in DATABASE_URL']
      : ['the embedded database', 'leave DATABASE_URL out'];
  return new BackupProblem(`${path} is of ${of}.`, [
    `${cure}; or add --convert, to bring it into a database of the other kind`,
  ]);
}

/** Puts the files of a library where they are not yet, and takes back what it has put. */
class MediaPut {
  private readonly put: string[] = [];
  /** Uploads that were there before. */
  private readonly here = new Set<string>();

  constructor(private readonly store: MediaStore) {}

  async putAll(path: string, tell: Tell): Promise<void> {
    for await (const { key, bytes } of mediaIn(path)) {
      if (await this.store.has(key)) {
        this.here.add(uploadOf(key));
        continue;
      }
      this.put.push(key);
      await this.store.put(key, bytes, 'application/octet-stream');
      if (this.put.length % 100 === 1) tell(`Restoring files: ${this.put.length}`);
    }
  }

  async takeBack(): Promise<void> {
    await this.store.remove(this.put.filter((key) => !this.here.has(uploadOf(key))));
  }
}

function uploadOf(key: string): string {
  return key.split('/')[0] ?? '';
}
