import { sql } from 'kysely';
import type { Session } from '../database.ts';
import { isEmbedded } from '../is-embedded.ts';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Tables that are made anew from others, or say nothing: the search index follows the log after the start. */
const left = /^(search_|probes$|sqlite_|kysely_)/;

/** The tables that a copy has, that of feeds first: others refer to it. */
export async function tablesOf(db: Session): Promise<readonly Table[]> {
  const all = await db.introspection.getTables();
  const schema = isEmbedded(db) ? undefined : await schemaOf(db);
  return all
    .filter((table) => !table.isView && !left.test(table.name) && table.schema === schema)
    .map(({ name, columns }) => ({ name, columns: columns.map((column) => column.name) }))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en'));
}

/** How many rows each table has. */
export async function rowsIn(db: Session): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { name } of await tablesOf(db)) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(name)}`.execute(db);
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}

async function schemaOf(db: Session): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  return rows[0]?.name ?? 'public';
}

function rank({ name }: Table): number {
  return name === 'feeds' ? 0 : 1;
}
