import { sql } from 'kysely';
import type { Session } from '../database.ts';
import { rowsIn, tablesOf, type Table } from './tables.ts';

/** A statement has at most so many values (32,766 in SQLite), and so many characters. */
const maxValues = 16_000;
const maxCharacters = 4_000_000;

/** Lines that are no rows of these tables. */
export class NoRows extends Error {
  override readonly name = 'NoRows';
}

/**
 * Puts the rows of `rowLines` into the tables of a database that has just been made: what a migration has put there gives way.
 * Throws NoRows for lines that do not fit, and where a table has not as many rows then as `counts` says.
 */
export async function putRows(
  tx: Session,
  lines: AsyncIterable<string>,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const tables = new Map((await tablesOf(tx)).map((table) => [table.name, table]));
  for (const name of tables.keys()) await sql`delete from ${sql.table(name)}`.execute(tx);
  let into: Table | undefined;
  let waiting: (readonly unknown[])[] = [];
  let characters = 0;
  const put = async () => {
    if (into !== undefined && waiting.length > 0) await insert(tx, into, waiting);
    waiting = [];
    characters = 0;
  };
  for await (const line of lines) {
    const value = parsed(line);
    if (!Array.isArray(value)) {
      await put();
      into = tableOf(value, tables);
      continue;
    }
    const row: readonly unknown[] = value;
    if (into === undefined || row.length !== into.columns.length || !row.every(isValue)) {
      throw new NoRows('a row has not the columns of its table');
    }
    waiting.push(row);
    characters += line.length;
    const values = waiting.length * row.length;
    if (values + row.length > maxValues || characters > maxCharacters) await put();
  }
  await put();
  const found = await rowsIn(tx);
  for (const [name, count] of Object.entries(counts)) {
    if (found[name] !== count) throw new NoRows(`"${name}" has ${found[name]} rows of ${count}`);
  }
}

async function insert(
  tx: Session,
  { name, columns }: Table,
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const values = sql.join(rows.map((row) => sql`(${sql.join([...row])})`));
  await sql`insert into ${sql.table(name)} (${names}) values ${values}`.execute(tx);
}

/** The table that a line names, with the columns of the line. */
function tableOf(value: unknown, tables: ReadonlyMap<string, Table>): Table {
  const { table, columns } = (value ?? {}) as { table?: unknown; columns?: unknown };
  const here = typeof table === 'string' ? tables.get(table) : undefined;
  const isKnown = (column: unknown) =>
    typeof column === 'string' && here?.columns.includes(column) === true;
  if (here === undefined || !Array.isArray(columns) || !columns.every(isKnown)) {
    throw new NoRows(`there is no table "${String(table)}" with these columns`);
  }
  return { name: here.name, columns: columns as readonly string[] };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new NoRows('a line is no JSON');
  }
}

/** The columns are texts and whole numbers. */
function isValue(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
