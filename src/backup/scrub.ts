import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lookAt, type Copied } from '../database/copy/copied.ts';
import { withEmbedded, writeAnew } from '../database/copy/embedded-copy.ts';
import { forgetUploads } from '../database/copy/erased-since.ts';
import { rowLines } from '../database/copy/rows-out.ts';
import { mediaKey } from '../media/media-store.ts';
import { databaseNames, mediaPartOf, type Facts } from './archive/facts.ts';
import { isPacked, readWhole } from './archive/read-archive.ts';
import { ArchiveWriter } from './archive/write-archive.ts';
import { eraseIn, type Erasing } from './erase-in.ts';
import { openCopy } from './open-copy.ts';
import { beside, refuseLater, releaseHere, type Tell } from './place.ts';
import { mediaIn } from './unpack.ts';

/** What was done to a backup. */
export interface Scrubbed {
  readonly facts: Facts;
  /** Ids that were found in it, and those that were not. */
  readonly done: readonly string[];
  readonly unknown: readonly string[];
}

/**
 * Rewrites a backup so that no byte of these items is in it: as if each had been taken down, or redacted, as the backup was made. The old file
 * is replaced by the new one when that is whole; it stays as it is where none of the items is in it. The new one is of this release.
 */
export async function scrubBackup(
  path: string,
  asked: readonly Erasing[],
  tell: Tell,
): Promise<Scrubbed> {
  tell('Reading the file');
  const { facts } = await readWhole(path);
  refuseLater(facts.migrations, path, facts.release);
  return beside(path, async (folder) => {
    await openCopy(path, facts, folder);
    tell('Erasing');
    const { done, unknown } = await eraseIn(folder, asked);
    if (done.length === 0) return { facts, done, unknown };
    const copied = await withEmbedded(folder, async (db) => {
      await forgetUploads(db);
      return lookAt(db, facts.at);
    });
    const after: Facts = {
      ...facts,
      release: releaseHere(),
      migrations: [...copied.migrations],
      rows: { ...copied.rows },
      scrubbed: [...new Set([...facts.scrubbed, ...done])],
    };
    tell('Writing the file anew');
    await rewrite(path, folder, after, copied);
    return { facts: after, done, unknown };
  });
}

async function rewrite(path: string, folder: string, facts: Facts, copied: Copied): Promise<void> {
  const name = databaseNames[facts.kind];
  if (facts.kind === 'embedded') await writeAnew(folder);
  else await withEmbedded(folder, (db) => rowsInto(join(folder, name), db));
  const half = join(folder, 'archive');
  const known = new Set(copied.files.map(({ id, name: file }) => mediaKey(id, file)));
  const archive = await ArchiveWriter.begin(half, facts, await isPacked(path));
  try {
    await archive.addFile(name, join(folder, name));
    for await (const { key, bytes } of mediaIn(path)) {
      if (known.has(key)) await archive.addBytes(mediaPartOf(key), bytes);
    }
    await archive.end();
    await rename(half, path);
  } catch (error) {
    await archive.drop();
    throw error;
  }
}

function rowsInto(file: string, db: Parameters<typeof rowLines>[0]): Promise<void> {
  return pipeline(rowLines(db), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
}
