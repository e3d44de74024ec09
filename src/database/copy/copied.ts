import type { Session } from '../database.ts';
import { migrationsOf } from '../migrations/migrations.ts';
import { rowsIn } from './tables.ts';
import { sql, type Kysely } from 'kysely';

/** What a copy of a database is of. */
export interface Copied {
  /** RFC 3339 in UTC, by the database's clock. */
  readonly at: string;
  readonly migrations: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
  /** The files of uploads that it knows, by their keys' parts. */
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

/** Looks at a database: in a transaction, or where nobody else writes. */
export async function lookAt(db: Session, at: string): Promise<Copied> {
  const migrations = await migrationsOf(db as unknown as Kysely<never>);
  return { at, migrations, rows: await rowsIn(db), files: await filesIn(db, migrations) };
}

async function filesIn(db: Session, migrations: readonly string[]): Promise<Copied['files']> {
  if (!migrations.includes('009-media')) return [];
  const rows = await db
    .selectFrom('media')
    .select(['id', 'files'])
    .where('erased_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ id, files }) =>
    (JSON.parse(files) as readonly { readonly name: string }[]).map(({ name }) => ({ id, name })),
  );
}

/** What is wrong with the log of a database: a change that is missing, or does not follow the one before. */
export async function faultsOfLog(db: Session): Promise<readonly string[]> {
  const { rows } = await sql<{ slug: string }>`
    select f.slug from feeds f
    where f.head <> (select count(*) from changes c where c.feed = f.slug)
    or f.tag <> coalesce((select c.tag from changes c where c.feed = f.slug and c.seq = f.head), f.root_tag)
    union
    select c.feed as slug from changes c join changes p on p.feed = c.feed and p.seq = c.seq - 1
    where c.prev <> p.tag`.execute(db);
  return rows.map(({ slug }) => `the log of "${slug}" has a gap`);
}
