import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/database/database.ts';
import { isQuick } from './is-quick.ts';

/** An empty place for a database: what Config takes, and how to do away with it. */
export interface EmptyDatabase {
  readonly where: { readonly databaseUrl: string | undefined; readonly dataDir: string };
  readonly open: () => Promise<Database>;
  readonly drop: () => Promise<void>;
}

export function emptyFolder(): EmptyDatabase {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  return {
    where: { databaseUrl: undefined, dataDir },
    open: () => Database.embedded(dataDir),
    drop: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** Its name, what makes an empty one, and what makes one that may have the tables in it, which costs less. */
export type Kind = readonly [
  name: string,
  empty: () => Promise<EmptyDatabase>,
  made: () => Promise<EmptyDatabase>,
];

const newFolder = async () => emptyFolder();
const embedded: Kind = ['the embedded database', newFolder, newFolder];
// Imported when it is asked for: a contract belongs to the quick tests.
const onPostgres = () => import('./empty-postgres.ts');
const postgres: Kind = [
  'PostgreSQL',
  async () => (await onPostgres()).emptyPostgres(),
  async () => (await onPostgres()).madePostgres(),
];

/** Every database a contract must hold on; the quick tests, which say so, leave PostgreSQL out. */
export const databases: readonly Kind[] = isQuick ? [embedded] : [embedded, postgres];

const pooled: Kind = [
  'PostgreSQL behind PgBouncer',
  async () => (await onPostgres()).emptyPostgres('TEST_POOLER_URL'),
  async () => (await onPostgres()).madePostgres('TEST_POOLER_URL'),
];

/** Besides, PostgreSQL behind a pooler in transaction mode. */
export const databasesAndPooler: readonly Kind[] = isQuick ? databases : [...databases, pooled];
