import { accepts } from './accepts.ts';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { findProgram } from './find-program.ts';

/** A program before our server, on a port of its own. */
export interface Proxy extends AsyncDisposable {
  readonly url: string;
}

export function findNginx(): string {
  return findProgram(['nginx', '/usr/sbin/nginx'], 'nginx-light');
}

export function findVarnish(): string {
  return findProgram(['varnishd', '/usr/sbin/varnishd'], 'varnish');
}

export function findCaddy(): string {
  return findProgram(['caddy'], 'caddy');
}

export function findHaproxy(): string {
  return findProgram(['haproxy', '/usr/sbin/haproxy'], 'haproxy');
}

/** An nginx of the distribution with one server, whose block is given; its cache is the zone `pages`. */
export async function startNginx(port: number, server: string): Promise<Proxy> {
  const program = findNginx();
  const folder = mkdtempSync(join(tmpdir(), 'dateline-nginx-'));
  const config = join(folder, 'nginx.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join(' ');
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  writeFileSync(
    config,
    `daemon off; master_process off; ${user} pid ${folder}/pid; error_log ${folder}/errors;
     events { worker_connections 1024; }
     http {
       access_log off; ${temporary}
       proxy_cache_path ${folder}/cache keys_zone=pages:10m inactive=10m;
       map $http_upgrade $connection_kind { default upgrade; '' ''; }
       server { listen 127.0.0.1:${port}; ${server} }
     }`,
  );
  return started(program, ['-p', folder, '-c', config, '-e', `${folder}/errors`], port, folder);
}

/** A Varnish of the distribution, with the rules it comes with. */
export async function startVarnish(port: number, originPort: number): Promise<Proxy> {
  const program = findVarnish();
  const folder = mkdtempSync(join(tmpdir(), 'dateline-varnish-'));
  const words = ['-F', '-a', `127.0.0.1:${port}`, '-b', `127.0.0.1:${originPort}`, '-n', folder];
  return started(program, [...words, '-s', 'malloc,64m', '-j', 'none'], port, folder);
}

/** Starts a program that listens on this port; its folder goes with it. */
export async function started(
  program: string,
  words: readonly string[],
  port: number,
  folder: string,
): Promise<Proxy> {
  const child = spawn(program, words, { stdio: 'ignore' });
  const exited = new Promise((done) => child.once('exit', done));
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(() => child.exitCode === null && accepts(port), program);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: stop };
}
