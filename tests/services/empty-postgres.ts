import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Database } from '../../src/database/database.ts';
import type { EmptyDatabase } from './databases.ts';
import { serviceUrl } from './service-url.ts';

/** An empty database of its own in the tests' PostgreSQL. */
export async function emptyPostgres(): Promise<EmptyDatabase> {
  const server = serviceUrl('TEST_POSTGRES_URL');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name}`);
  const databaseUrl = server.replace(/\/postgres$/, `/${name}`);
  // Of pictures alone.
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  return {
    where: { databaseUrl, dataDir },
    open: () => Database.postgres(databaseUrl),
    drop: async () => {
      await administer(server, `drop database ${name} with (force)`);
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
