import { Kysely, sql } from 'kysely';
import type { Session } from '../database.ts';
import { migrateThrough } from '../migrations/migrations.ts';
import type { Schema } from '../schema.ts';
import { reaching } from '../unavailable.ts';
import { lookAt, type Copied } from './copied.ts';
import { rowLines } from './rows-out.ts';
import { putRows } from './rows-in.ts';

/** Counting a table of many millions of rows takes minutes. */
const statementMs = 1_800_000;

/** Why rows were not put into a database: it has tables, or servers are connected to it. */
export type Occupied = 'tables' | 'servers';

/**
 * Reads all rows of a PostgreSQL database as they are at one instant, while servers write on. Throws the refusal `unavailable` where the
 * database cannot be reached.
 */
export function readPostgres(
  url: string,
  read: (copied: Copied, lines: AsyncIterable<string>) => Promise<void>,
): Promise<void> {
  return withPostgres(url, (db) =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const { rows } = await sql<{ at: string }>`
          select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`.execute(
          tx,
        );
        await read(await lookAt(tx, rows[0]?.at ?? ''), rowLines(tx));
      }),
  );
}

/** What keeps rows from being put into a PostgreSQL database; undefined where it is empty and nobody serves from it. */
export function occupied(url: string): Promise<Occupied | undefined> {
  return withPostgres(url, occupiedBy);
}

/**
 * Makes the tables of these migrations in an empty PostgreSQL database and puts the rows there, in one transaction: all of it, or
 * nothing. Throws where `occupied` would say something.
 */
export function fillPostgres(
  url: string,
  { migrations, rows }: Pick<Copied, 'migrations' | 'rows'>,
  lines: AsyncIterable<string>,
): Promise<void> {
  return withPostgres(url, (db) =>
    db.transaction().execute(async (tx) => {
      const by = await occupiedBy(tx);
      if (by !== undefined) throw new Error(`The database is not empty (${by}).`);
      await migrateThrough(tx as unknown as Kysely<never>, migrations);
      await putRows(tx, lines, rows);
    }),
  );
}

async function occupiedBy(db: Session): Promise<Occupied | undefined> {
  const { rows } = await sql<{ tables: number; servers: number }>`
    select
      (select count(*) from information_schema.tables where table_schema = current_schema()) as tables,
      (select count(*) from pg_stat_activity where datname = current_database()
        and application_name = 'dateline') as servers`.execute(db);
  const [found] = rows;
  if (found === undefined) return undefined;
  if (found.servers > 0) return 'servers';
  return found.tables > 0 ? 'tables' : undefined;
}

/** Works on a PostgreSQL database without bringing it to this release. */
export function withPostgres<T>(url: string, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  return reaching(async () => {
    const { postgresDialect } = await import('../postgres.ts');
    const db = new Kysely<Schema>({ dialect: postgresDialect(url, 'dateline copy', statementMs) });
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  });
}
