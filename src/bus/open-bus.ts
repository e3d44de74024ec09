import { redisAddress } from '../redis/redis-address.ts';
import type { Bus } from './bus.ts';
import { LocalBus } from './local-bus.ts';
import type { Pipe } from './exchange.ts';
import { PipeBus } from './pipe-bus.ts';

/** Opens the configured bus: Redis if there is a URL, otherwise the exchange of this machine, otherwise a local bus. */
export async function openBus(
  redisUrl: string | undefined,
  exchange: Pipe | undefined,
  onError: (error: Error) => void,
): Promise<Bus> {
  if (redisUrl !== undefined) {
    const { RedisBus } = await import('./redis-bus.ts');
    return new RedisBus(redisAddress(redisUrl), onError);
  }
  return exchange === undefined ? new LocalBus() : new PipeBus(exchange);
}
