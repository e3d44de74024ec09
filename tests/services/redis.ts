import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { accepts } from './accepts.ts';
import type { Certificate } from './certificate.ts';
import { freePort } from './free-port.ts';
import { until } from '../until.ts';

export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** It hangs, as if its machine had: connections stay open, nothing is answered. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
}

/** Some lines of its configuration. */
export type RedisLines = readonly string[];

/** The lines of a Redis that speaks TLS, to its replicas and to sentinels as well. */
export function linesOfTls({ authority, certificate, key }: Certificate): RedisLines {
  return [
    `tls-cert-file ${certificate}`,
    `tls-key-file ${key}`,
    `tls-ca-cert-file ${authority}`,
    'tls-auth-clients no',
    'tls-replication yes',
  ];
}

/**
 * A Redis (or Valkey) of the tests' own, on a free port, that keeps nothing. With the lines of a sentinel it is one; with
 * TLS, it speaks nothing else.
 */
export async function startRedis(
  port?: number,
  lines: RedisLines = [],
  kind: 'server' | 'tls' | 'sentinel' | 'tls sentinel' = 'server',
): Promise<RedisServer> {
  const program = findProgram(['valkey-server', 'redis-server'], 'redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'dateline-redis-'));
  const chosen = port ?? (await freePort());
  const [isTls, isSentinel] = [kind.startsWith('tls'), kind.endsWith('sentinel')];
  const ports = isTls ? ['port 0', `tls-port ${chosen}`] : [`port ${chosen}`];
  const keepsNothing = isSentinel ? [] : ['save ""', 'appendonly no'];
  const file = join(folder, 'redis.conf');
  const all = [...ports, 'bind 127.0.0.1', `dir ${folder}`, ...keepsNothing, ...lines];
  writeFileSync(file, all.map((line) => `${line}\n`).join(''));
  const words = isSentinel ? [file, '--sentinel'] : [file];
  const server = spawn(program, words, { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await until(() => accepts(chosen), `redis on port ${chosen}`);
  return {
    url: `${isTls ? 'rediss' : 'redis'}://127.0.0.1:${chosen}`,
    port: chosen,
    pid: server.pid ?? 0,
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    stop: async () => {
      server.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
