import { ClusterPubSub } from './cluster-pub-sub.ts';
import { OnePubSub } from './one-pub-sub.ts';
import type { PubSub, PubSubEvents } from './pub-sub.ts';
import type { RedisAddress } from './redis-address.ts';
import type { Patience } from './redis-clients.ts';

/** PubSub on these channels over the Redis at an address, whichever form it has. */
export function openPubSub(
  address: RedisAddress,
  channels: readonly string[],
  events: PubSubEvents,
  patience: Patience,
): PubSub {
  return address.kind === 'cluster'
    ? new ClusterPubSub(address, channels, events, patience)
    : new OnePubSub(address, channels, events, patience);
}
