import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '../call.ts';
import { findProgram } from '../services/find-program.ts';
import { freePort } from '../services/free-port.ts';
import { until } from '../until.ts';
import { sayEach } from './broadcast.ts';
import { Unavailable, type Running, type Subject } from './subject.ts';

const module = '/usr/lib/nginx/modules/ngx_nchan_module.so';

/** nginx with nchan, from the distribution: a message is posted to it, readers hold WebSockets. */
export const nchan = served('nginx + nchan', 'websocket', ['--mode', 'raw']);

/** The same with readers on EventSource: its events have no name, and begin with a comment. */
export const nchanStreams = served('nginx + nchan, EventSource', 'eventsource', [
  '--mode',
  'sse',
  '--line',
  'data: ',
  '--only',
  'data: {"seq"',
]);

function served(name: string, subscriber: string, loadWords: readonly string[]): Subject {
  return { name, start: () => start(subscriber, loadWords) };
}

async function start(subscriber: string, loadWords: readonly string[]): Promise<Running> {
  const program = nginx();
  const folder = mkdtempSync(join(tmpdir(), 'dateline-nchan-'));
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `load_module ${module};
       daemon off; master_process off; user root; pid ${folder}/pid; error_log ${folder}/errors;
       worker_rlimit_nofile 60000;
       events { worker_connections 50000; }
       http {
         access_log off;
         client_body_temp_path ${folder}/body;
         server {
           listen 127.0.0.1:${port} backlog=4096;
           location /pub { nchan_publisher; nchan_channel_id demo; nchan_store_messages off; }
           location / { nchan_subscriber ${subscriber}; nchan_channel_id demo; }
         }
       }`,
  );
  const child = spawn(program, ['-p', folder, '-c', config], { stdio: 'ignore' });
  const exited = new Promise((done) => child.once('exit', done));
  const url = `http://127.0.0.1:${port}`;
  const answers = async () => (await call(url, 'GET', '/pub').catch(() => undefined)) !== undefined;
  await until(answers, 'nginx');
  return {
    pids: [child.pid ?? 0],
    ports: [port],
    loadWords,
    broadcast: (what) => sayEach(what, (text) => call(url, 'POST', '/pub', text)),
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function nginx(): string {
  try {
    const program = findProgram(['nginx', '/usr/sbin/nginx'], 'libnginx-mod-nchan');
    if (existsSync(module)) return program;
  } catch {
    // Said below.
  }
  throw new Unavailable('nginx with nchan is needed: apt-get install libnginx-mod-nchan');
}
