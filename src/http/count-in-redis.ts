import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { redisAddress } from '../redis/redis-address.ts';
import { openClient } from '../redis/redis-clients.ts';
import type { CountTogether } from './wrong-keys.ts';

/** How long an answer waits for Redis. A right key does not wait. */
const patienceMs = 500;

/**
 * Counts for all instances in one Redis: wrong keys, for example, each sort under its own name. While Redis is down or slow a
 * count is taken as 0; each instance also counts for itself. Connects in the background; never throws.
 */
export function countInRedis(url: string): {
  readonly countOf: (
    name: string,
    limit: { readonly count: number; readonly seconds: number },
  ) => CountTogether;
  readonly close: () => void;
} {
  const client = openClient(redisAddress(url), {
    commandMs: patienceMs,
    retryMs: (attempt) => Math.min(2_000, 100 * 2 ** Math.min(attempt, 10)),
  });
  // Ignored: the bus has its own connection to Redis and reports its failures.
  client.on('error', () => undefined);
  const countOf = (name: string, { count, seconds }: { count: number; seconds: number }) => {
    const limiter = new RateLimiterRedis({
      storeClient: client,
      keyPrefix: `dateline:${name}`,
      points: count,
      duration: seconds,
    });
    return async (address: string) => {
      try {
        await limiter.consume(address);
        return 0;
      } catch (error) {
        return error instanceof RateLimiterRes ? error.msBeforeNext : 0;
      }
    };
  };
  return { countOf, close: () => client.disconnect() };
}
