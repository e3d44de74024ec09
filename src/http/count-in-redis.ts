import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { guesses, type CountTogether } from './wrong-keys.ts';

/** How long the answer to a wrong key waits for Redis. A right key does not wait. */
const patienceMs = 500;

/**
 * Counts the wrong keys of all instances in one Redis. While Redis is down or slow the count is taken as 0; each
 * instance also counts for itself. Connects in the background; never throws.
 */
export function countInRedis(url: string): {
  readonly count: CountTogether;
  readonly close: () => void;
} {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: patienceMs,
    disconnectTimeout: 100,
    retryStrategy: (attempt) => Math.min(2_000, 100 * 2 ** Math.min(attempt, 10)),
  });
  // Ignored: the bus has its own connection to Redis and reports its failures.
  client.on('error', () => undefined);
  const limiter = new RateLimiterRedis({
    storeClient: client,
    keyPrefix: 'dateline:wrong-keys',
    points: guesses.count,
    duration: guesses.seconds,
  });
  const count = async (address: string) => {
    try {
      await limiter.consume(address);
      return 0;
    } catch (error) {
      return error instanceof RateLimiterRes ? error.msBeforeNext : 0;
    }
  };
  return { count, close: () => client.disconnect() };
}
