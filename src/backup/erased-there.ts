import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { redactions, takenDown } from '../database/copy/erased-since.ts';
import { embeddedFile, withEmbedded } from '../database/copy/embedded-copy.ts';
import { withPostgres } from '../database/copy/postgres-copy.ts';
import type { Erasing } from './erase-in.ts';
import type { Place } from './place.ts';
import { BackupProblem } from './problem.ts';

/** All that was ever taken down or redacted in the database of a place, which a backup of before may still have. */
export async function erasedThere({ databaseUrl, dataDir }: Place): Promise<readonly Erasing[]> {
  if (databaseUrl !== undefined) return withPostgres(databaseUrl, look);
  if (existsSync(join(dataDir, embeddedFile))) return withEmbedded(dataDir, look);
  throw new BackupProblem(`There is no database in ${resolve(dataDir)}.`, [
    'run the command with the DATA_DIR or DATABASE_URL of the server that knows what was taken down',
  ]);
}

async function look(db: Parameters<typeof takenDown>[0]): Promise<readonly Erasing[]> {
  const items = await takenDown(db);
  return [
    ...items.map(({ feed, item: id }): Erasing => ({ kind: 'item', id, feed })),
    ...(await redactions(db)).map((redaction): Erasing => ({ kind: 'redact', redaction })),
  ];
}
