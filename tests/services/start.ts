import { findChromium, findChromiumShell } from './browsers/chromium.ts';
import { findOtherEngines } from './browsers/other-engines.ts';
import { startPooler, type Pooler } from './pooler.ts';
import { findPrometheus } from './prometheus.ts';
import { startPostgres, type PostgresServer } from './postgres.ts';
import { findCaddy, findHaproxy, findNginx, findVarnish } from './proxies.ts';
import { startRedis, type RedisServer } from './redis.ts';
import { openScratch } from './scratch.ts';

export interface Services {
  readonly redis: readonly RedisServer[];
  readonly postgres: PostgresServer;
  readonly pooler: Pooler;
}

declare global {
  var datelineServices: Services | undefined;
}

/** Starts what all suites share, once. REDIS_URL and DATABASE_URL of the environment are not used: tests destroy. */
export default async function startServices({ maxWorkers }: { readonly maxWorkers: number }) {
  openScratch();
  // One after the other: each may have to be installed, and the package system takes one at a time.
  const chromium = findChromium();
  process.env['TEST_CHROMIUM'] = chromium;
  process.env['TEST_CHROMIUM_SHELL'] = findChromiumShell(chromium);
  findNginx();
  findVarnish();
  findPrometheus();
  findCaddy();
  findHaproxy();
  findOtherEngines();
  const redis: RedisServer[] = [];
  for (let worker = 1; worker <= maxWorkers; worker += 1) {
    const server = await startRedis();
    process.env[`TEST_REDIS_URL_${worker}`] = server.url;
    redis.push(server);
  }
  const postgres = await startPostgres();
  process.env['TEST_POSTGRES_URL'] = postgres.url;
  const pooler = await startPooler(postgres.url);
  process.env['TEST_POOLER_URL'] = pooler.url;
  globalThis.datelineServices = { redis, postgres, pooler };
}
