import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Database } from '../../src/database/database.ts';
import type { EmptyDatabase } from './databases.ts';
import { serviceUrl } from './service-url.ts';

type Through = 'TEST_POSTGRES_URL' | 'TEST_POOLER_URL';

/** An empty database of its own in the tests' PostgreSQL; opened through the pooler before it, or not. */
export function emptyPostgres(through: Through = 'TEST_POSTGRES_URL'): Promise<EmptyDatabase> {
  return newPostgres(through, 'template1');
}

/** The same with all tables in it, and no row: to copy them costs a third of making them. */
export async function madePostgres(through: Through = 'TEST_POSTGRES_URL'): Promise<EmptyDatabase> {
  pattern ??= makePattern();
  return newPostgres(through, await pattern);
}

/** A database of this worker that is copied; it goes with the server. */
let pattern: Promise<string> | undefined;

async function makePattern(): Promise<string> {
  const { where, open } = await emptyPostgres();
  const database = await open();
  await database.close();
  return new URL(where.databaseUrl ?? '').pathname.slice(1);
}

async function newPostgres(through: Through, from: string): Promise<EmptyDatabase> {
  const server = serviceUrl('TEST_POSTGRES_URL');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name} template ${from}`);
  const databaseUrl = serviceUrl(through).replace(/\/postgres$/, `/${name}`);
  // Of pictures alone.
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  return {
    where: { databaseUrl, dataDir },
    open: () => Database.postgres(databaseUrl),
    drop: async () => {
      await administer(server, `drop database if exists ${name} with (force)`);
      rmSync(dataDir, { recursive: true, force: true });
    },
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
