import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../database/database.ts';
import { faultsOfLog, lookAt, type Copied } from '../database/copy/copied.ts';
import { withEmbedded } from '../database/copy/embedded-copy.ts';
import { mediaKey } from '../media/media-store.ts';
import { mediaKeyOf, type Facts, type Part } from './archive/facts.ts';
import { readWhole } from './archive/read-archive.ts';
import { openCopy, unfit } from './open-copy.ts';
import { beside, refuseLater, type Tell } from './place.ts';

/** What a backup was found to have. */
export interface Verified {
  readonly facts: Facts;
  readonly items: number;
  readonly files: number;
  /** Files of the library that its database knows and that it has not. */
  readonly missing: number;
}

/**
 * Restores a backup into a temporary place and compares: every sum, every table's rows, every feed's log from its beginning, and
 * that this release can start from it. Throws a BackupProblem at the first thing that is not as it was written.
 */
export async function verifyBackup(path: string, tell: Tell): Promise<Verified> {
  tell('Reading the file');
  const { facts, parts } = await readWhole(path);
  refuseLater(facts.migrations, path, facts.release);
  return beside(join(tmpdir(), 'x'), async (folder) => {
    tell('Restoring it into a temporary place');
    await openCopy(path, facts, folder);
    const copied = await withEmbedded(folder, (db) => compare(path, facts, db));
    await (await Database.embedded(folder)).close();
    return { facts, items: copied.rows['items'] ?? 0, ...countFiles(facts, parts, copied) };
  });
}

type Session = Parameters<typeof lookAt>[0];

async function compare(path: string, facts: Facts, db: Session): Promise<Copied> {
  const copied = await lookAt(db, facts.at);
  for (const [table, count] of Object.entries(facts.rows)) {
    const found = copied.rows[table] ?? 0;
    if (found !== count) throw unfit(path, `"${table}" has ${found} rows of ${count}`);
  }
  const [fault] = await faultsOfLog(db);
  if (fault !== undefined) throw unfit(path, fault);
  return copied;
}

function countFiles(facts: Facts, parts: readonly Part[], { files }: Copied) {
  const here = new Set(parts.flatMap(({ name }) => mediaKeyOf(name) ?? []));
  const known = files.filter(({ id, name }) => here.has(mediaKey(id, name))).length;
  return { files: here.size, missing: facts.media ? files.length - known : 0 };
}
