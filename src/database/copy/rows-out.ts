import { sql } from 'kysely';
import type { Session } from '../database.ts';
import { isEmbedded } from '../is-embedded.ts';
import { tablesOf, type Table } from './tables.ts';

/** Rows that are in memory at once. */
const batch = 200;

/**
 * All rows as lines of JSON: for each table an object with its name and its columns, then an array for each row. To be
 * called in a transaction in which all reads see one instant. The embedded database and PostgreSQL give the same lines.
 */
export async function* rowLines(tx: Session): AsyncGenerator<string> {
  for (const table of await tablesOf(tx)) {
    const { name, columns } = table;
    yield `${JSON.stringify({ table: name, columns })}\n`;
    const rows = isEmbedded(tx) ? byRowId(tx, table) : byCursor(tx, table);
    for await (const row of rows) {
      yield `${JSON.stringify(columns.map((column) => row[column]))}\n`;
    }
  }
}

type Row = Readonly<Record<string, unknown>>;

async function* byRowId(tx: Session, { name, columns }: Table): AsyncGenerator<Row> {
  // One may have the number 0.
  for (let after = -1; ;) {
    const { rows } = await sql<Row & { readonly row_id: number }>`
      select rowid as row_id, ${namesOf(columns)} from ${sql.table(name)}
      where rowid > ${after} order by rowid limit ${batch}`.execute(tx);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.row_id;
  }
}

/** A cursor reads without holding a whole table in memory. */
async function* byCursor(tx: Session, { name, columns }: Table): AsyncGenerator<Row> {
  await sql`declare rows_out no scroll cursor for
    select ${namesOf(columns)} from ${sql.table(name)}`.execute(tx);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(batch)} from rows_out`.execute(tx);
    yield* rows;
    if (rows.length < batch) break;
  }
  await sql`close rows_out`.execute(tx);
}

function namesOf(columns: readonly string[]) {
  return sql.join(columns.map((column) => sql.ref(column)));
}
