import type { Bus } from './bus.ts';
import { LocalBus } from './local-bus.ts';
import { RedisBus } from './redis-bus.ts';

/** The bus the configuration names: Redis by its URL, otherwise this process alone. */
export function openBus(redisUrl: string | undefined, onError: (error: Error) => void): Bus {
  return redisUrl === undefined ? new LocalBus() : new RedisBus(redisUrl, onError);
}
