import { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { guesses, type CountTogether } from './wrong-keys.ts';

/** Whoever guesses waits for Redis this long, and nobody else does. */
const patienceMs = 500;

/**
 * Counts the wrong keys of all instances in one Redis. While it is away, or does not answer in time, nothing is known:
 * each instance has its own count beside it. Connects in the background; never throws.
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
  // The bus has a link of its own, and tells the operator.
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
