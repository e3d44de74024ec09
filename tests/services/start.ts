import { chromium, type BrowserServer } from 'playwright-core';
import { browserOptions, findChromium, findChromiumShell } from './chromium.ts';
import { findOtherEngines } from './other-engines.ts';
import { startPostgres, type PostgresServer } from './postgres.ts';
import { findNginx, findVarnish } from './proxies.ts';
import { startRedis, type RedisServer } from './redis.ts';

export interface Services {
  readonly redis: readonly RedisServer[];
  readonly browsers: readonly BrowserServer[];
  readonly postgres: PostgresServer;
}

declare global {
  var datelineServices: Services | undefined;
}

/** Starts what all suites share, once. REDIS_URL and DATABASE_URL of the environment are not used: tests destroy. */
export default async function startServices({ maxWorkers }: { readonly maxWorkers: number }) {
  // One after the other: each may have to be installed, and the package system takes one at a time.
  const whole = findChromium();
  process.env['TEST_CHROMIUM'] = whole;
  const shell = findChromiumShell(whole);
  findNginx();
  findVarnish();
  findOtherEngines();
  const redis: RedisServer[] = [];
  const browsers: BrowserServer[] = [];
  for (let worker = 1; worker <= maxWorkers; worker += 1) {
    const server = await startRedis();
    process.env[`TEST_REDIS_URL_${worker}`] = server.url;
    redis.push(server);
    // A start costs as much as ten pages: what a file opens are contexts, which share nothing.
    const browser = await chromium.launchServer({ executablePath: shell, ...browserOptions });
    process.env[`TEST_BROWSER_URL_${worker}`] = browser.wsEndpoint();
    browsers.push(browser);
  }
  const postgres = await startPostgres();
  process.env['TEST_POSTGRES_URL'] = postgres.url;
  globalThis.datelineServices = { redis, browsers, postgres };
}
