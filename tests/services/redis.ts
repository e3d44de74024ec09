import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { accepts } from './accepts.ts';
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

/** A Redis (or Valkey) of the tests' own, on a free port, that keeps nothing. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const program = findProgram(['valkey-server', 'redis-server'], 'redis-server');
  const folder = mkdtempSync(join(tmpdir(), 'dateline-redis-'));
  const chosen = port ?? (await freePort());
  const options = ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn(program, [...options, '--appendonly', 'no'], { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await until(() => accepts(chosen), `redis on port ${chosen}`);
  return {
    url: `redis://127.0.0.1:${chosen}`,
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
