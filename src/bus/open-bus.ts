import type { Bus } from './bus.ts';
import { LocalBus } from './local-bus.ts';
import { RelayBus } from './relay-bus.ts';
import type { Pipe } from './relay.ts';

/** Opens the configured bus: Redis if there is a URL, otherwise the relay of this machine, otherwise a local bus. */
export async function openBus(
  redisUrl: string | undefined,
  relay: Pipe | undefined,
  onError: (error: Error) => void,
): Promise<Bus> {
  if (redisUrl !== undefined) {
    const { RedisBus } = await import('./redis-bus.ts');
    return new RedisBus(redisUrl, onError);
  }
  return relay === undefined ? new LocalBus() : new RelayBus(relay);
}
