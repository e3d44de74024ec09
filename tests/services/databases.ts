import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Database } from '../../src/database/database.ts';

/** The services' addresses, set by process/start.ts for every test process. */
export function serviceUrl(name: 'TEST_REDIS_URL' | 'TEST_POSTGRES_URL'): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is not set: run the tests with "npm test".`);
  return url;
}

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

export async function emptyPostgres(): Promise<EmptyDatabase> {
  const server = serviceUrl('TEST_POSTGRES_URL');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const databaseUrl = server.replace(/\/postgres$/, `/${name}`);
  return {
    where: { databaseUrl, dataDir: '/nonexistent' },
    open: () => Database.postgres(databaseUrl),
    drop: () => administer(server, `drop database ${name} with (force)`),
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Every database a contract must hold on. */
export const databases: readonly (readonly [string, () => Promise<EmptyDatabase>])[] = [
  ['the embedded database', async () => emptyFolder()],
  ['PostgreSQL', emptyPostgres],
];
