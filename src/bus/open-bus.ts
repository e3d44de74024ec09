import type { Bus } from './bus.ts';
import { LocalBus } from './local-bus.ts';
import { RedisBus } from './redis-bus.ts';
import { RelayBus } from './relay-bus.ts';
import type { Pipe } from './relay.ts';

/** The bus the configuration names: Redis by its URL, otherwise this machine's relay, otherwise this process alone. */
export function openBus(
  redisUrl: string | undefined,
  relay: Pipe | undefined,
  onError: (error: Error) => void,
): Bus {
  if (redisUrl !== undefined) return new RedisBus(redisUrl, onError);
  return relay === undefined ? new LocalBus() : new RelayBus(relay);
}
