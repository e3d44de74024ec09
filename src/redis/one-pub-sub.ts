import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { PubSub, type PubSubEvents } from './pub-sub.ts';
import type { OneRedis, SentinelRedis } from './redis-address.ts';
import { openRedis, type Patience } from './redis-clients.ts';

/** PubSub over one Redis, which sentinels may name: a connection to publish, and one to subscribe. */
export class OnePubSub extends PubSub {
  readonly probes: readonly string[] = [`dateline:probe:${randomUUID()}`];
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private hasSubscribed = false;

  constructor(
    address: OneRedis | SentinelRedis,
    channels: readonly string[],
    events: PubSubEvents,
    patience: Patience,
  ) {
    super();
    this.publisher = openRedis(address, patience);
    this.subscriber = openRedis(address, patience);
    for (const link of [this.publisher, this.subscriber]) link.on('error', events.error);
    this.subscriber.on('message', events.message);
    // Subscribes anew on every connection: the library's list of subscriptions is incomplete when a link breaks while
    // it subscribes.
    this.subscriber.on('ready', () => {
      this.subscriber
        .subscribe(...channels, ...this.probes)
        .then(() => (this.hasSubscribed = true))
        .catch(events.error);
    });
    this.subscriber.on('close', () => (this.hasSubscribed = false));
  }

  publish(channel: string, message: string): Promise<unknown> {
    return this.publisher.publish(channel, message);
  }

  get isReady(): boolean {
    return this.publisher.status === 'ready' && this.subscriber.status === 'ready';
  }

  get isSubscribed(): boolean {
    return this.isReady && this.hasSubscribed;
  }

  connectAnew(): void {
    // Only in this state: a client that is disconnected while it connects never tries again.
    for (const link of [this.publisher, this.subscriber]) {
      if (link.status === 'ready') link.disconnect(true);
    }
  }

  close(): void {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }
}
