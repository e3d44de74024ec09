import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { startRedis } from '../services/redis.ts';
import { datelineWords } from './dateline.ts';
import type { Broadcast, Running, Subject } from './subject.ts';
import { nowMs } from './clock.ts';
import { compiled, packages } from './tools.ts';

const servers = resolve(import.meta.dirname, 'servers');

const raw = ['--mode', 'raw'];
const socketIo = ['--mode', 'sio', '--only', '42["change"'];

/** The kernel alone. */
export const floor: Subject = {
  name: 'floor: C, one send(2) a reader',
  start: async () => obeying(spawnIt(compiled('servers/floor.c'), []), raw),
};

/** What Node itself asks for taking a reader in: Dateline's answers, each a constant, on a bare TCP or HTTP server. */
export function node(kind: 'net' | 'http'): Subject {
  return {
    name: `Node's ${kind} alone, constant answers`,
    start: async () =>
      obeying(spawnIt(process.execPath, [join(servers, 'node.mjs'), kind]), datelineWords),
  };
}

export const ws: Subject = {
  name: 'ws, prepared frame',
  start: async () => obeying(spawnIt(process.execPath, [join(servers, 'ws.mjs')]), raw),
};

export const stock: Subject = { name: 'Socket.IO as it comes', start: () => startStock({}) };

/** A stock Socket.IO server. `more`: its environment, see servers/socket-io.mjs. */
export function startStock(more: Record<string, string>): Promise<Obeying> {
  return obeying(spawnIt(process.execPath, [join(servers, 'socket-io.mjs')], more), socketIo);
}

/** Two nodes: the message is said at one, the readers are spread over both. */
export const stockWithRedis: Subject = {
  name: 'Socket.IO + redis-adapter, 2 nodes',
  start: async () => {
    const folder = packages('@socket.io/redis-adapter@8.3.0');
    const redis = await startRedis();
    const more = { REDIS_URL: redis.url, ADAPTER: join(folder, 'node_modules') };
    const nodes = [await startStock(more), await startStock(more)];
    return {
      pids: nodes.flatMap(({ pids }) => pids),
      ports: nodes.flatMap(({ ports }) => ports),
      loadWords: socketIo,
      broadcast: async (what) => nodes[0]?.broadcast(what),
      stop: async () => {
        for (const each of nodes) await each.stop();
        await redis.stop();
      },
    };
  },
};

export const bun: Subject = {
  name: 'Bun server.publish',
  start: async () => {
    const folder = packages('@oven/bun-linux-x64@1.4.5');
    const program = join(folder, 'node_modules/@oven/bun-linux-x64/bin/bun');
    return obeying(spawnIt(program, [join(servers, 'bun.mjs')]), raw);
  },
};

function spawnIt(program: string, words: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const env = { PATH: process.env['PATH'] ?? '', ...more };
  return spawn(program, words, { env, stdio: ['pipe', 'pipe', 'inherit'] });
}

/** A server that runs, and may be told to end by itself. */
interface Obeying extends Running {
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** A server that says "PORT n", is told what to broadcast on stdin, and says "DONE" (see servers/). */
async function obeying(
  child: ChildProcess & { readonly stdout: NonNullable<ChildProcess['stdout']> },
  loadWords: readonly string[],
): Promise<Obeying> {
  const lines = createInterface(child.stdout);
  const failed = new Promise<never>((_, fail) => {
    child.once('error', fail);
    child.stdin?.once('error', fail);
    child.once('exit', (code) => fail(new Error(`a server ended with ${code}`)));
  });
  failed.catch(() => undefined);
  const said = (isIt: (line: string) => boolean) => {
    const line = new Promise<string>((done) => {
      const hear = (text: string) => {
        if (!isIt(text)) return;
        lines.off('line', hear);
        done(text);
      };
      lines.on('line', hear);
    });
    return Promise.race([line, failed]);
  };
  const port = Number((await said((line) => line.startsWith('PORT '))).slice(5));
  const exited = new Promise((done) => child.once('exit', done));
  return {
    pids: [child.pid ?? 0],
    ports: [port],
    loadWords,
    broadcast: async ({ count, intervalMs, bytes, first }: Broadcast) => {
      const done = said((line) => line === 'DONE');
      child.stdin?.write(`${count} ${intervalMs} ${bytes} ${first} ${nowMs()}\n`);
      await done;
    },
    stop: async (signal = 'SIGKILL') => {
      child.kill(signal);
      await exited;
    },
  };
}
