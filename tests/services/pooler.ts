import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { accepts } from './accepts.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';

export interface Pooler {
  /** That of the server behind, with the pooler in the server's place. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A PgBouncer before a PostgreSQL, in transaction mode: each transaction may have another connection of the server. */
export async function startPooler(postgresUrl: string): Promise<Pooler> {
  const program = findProgram(['pgbouncer', '/usr/sbin/pgbouncer'], 'pgbouncer');
  const server = new URL(postgresUrl);
  const folder = mkdtempSync(join(tmpdir(), 'dateline-pgbouncer-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  writeFileSync(join(folder, 'users'), `"${server.username}" "${server.password}"\n`);
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${folder}/users
pool_mode = transaction
max_client_conn = 500
default_pool_size = 20
`,
  );
  // It refuses to run as root.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(program, ['-q', ...user, join(folder, 'pgbouncer.ini')], { stdio: 'ignore' });
  const exited = new Promise((done) => child.once('exit', done));
  await until(() => child.exitCode === null && accepts(port), 'PgBouncer');
  return {
    url: postgresUrl.replace(`:${server.port}/`, `:${port}/`),
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
