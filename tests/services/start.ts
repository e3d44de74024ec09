import { startPostgres, type PostgresServer } from './postgres.ts';
import { startRedis, type RedisServer } from './redis.ts';
import { findChromium } from './chromium.ts';

export interface Services {
  readonly redis: RedisServer;
  readonly postgres: PostgresServer;
}

declare global {
  var datelineServices: Services | undefined;
}

/** Starts what all suites share, once. REDIS_URL and DATABASE_URL of the environment are not used: tests destroy. */
export default async function startServices(): Promise<void> {
  // One after the other: each may have to be installed, and the package system takes one at a time.
  process.env['TEST_CHROMIUM'] = findChromium();
  const redis = await startRedis();
  const postgres = await startPostgres();
  process.env['TEST_REDIS_URL'] = redis.url;
  process.env['TEST_POSTGRES_URL'] = postgres.url;
  globalThis.datelineServices = { redis, postgres };
}
