import { SqliteAdapter, type Kysely } from 'kysely';

/** Whether this is the embedded database, where the two need statements of their own. */
export function isEmbedded(db: Pick<Kysely<never>, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}
