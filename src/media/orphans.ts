import type { Database } from '../database/database.ts';
import { mediaIdOf, type StoredFile } from './media-store.ts';

/** Of these files, those that no upload has and that were written before: the keys of each upload that there is not. */
export async function orphansIn(
  database: Database,
  files: readonly StoredFile[],
  beforeMs: number,
): Promise<readonly (readonly string[])[]> {
  const old = Map.groupBy(
    files.filter(({ writtenMs }) => writtenMs < beforeMs),
    mediaIdOf,
  );
  if (old.size === 0) return [];
  const known = await database.run(async (db) => {
    const any = await db.selectFrom('media').select('id').limit(1).execute();
    if (any.length === 0) return undefined;
    return db
      .selectFrom('media')
      .select('id')
      .where('id', 'in', [...old.keys()])
      .execute();
  });
  if (known === undefined) return [];
  for (const { id } of known) old.delete(id);
  return [...old.values()].map((one) => one.map(({ key }) => key));
}
