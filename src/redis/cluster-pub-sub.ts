import { randomUUID } from 'node:crypto';
import type { Cluster } from 'ioredis';
import { PubSub, type PubSubEvents } from './pub-sub.ts';
import type { ClusterRedis } from './redis-address.ts';
import { openCluster, type Patience } from './redis-clients.ts';

/** PubSub over a cluster, sharded (Redis 7): each channel has a slot, and a message goes to the nodes of its slot alone. */
export class ClusterPubSub extends PubSub {
  /** One in the slot of each channel: what is in braces makes the slot. */
  readonly probes: readonly string[];
  private cluster: Cluster;
  private readonly subscribed = new WeakSet<Cluster>();

  constructor(
    private readonly address: ClusterRedis,
    private readonly channels: readonly string[],
    private readonly events: PubSubEvents,
    private readonly patience: Patience,
  ) {
    super();
    const own = randomUUID();
    this.probes = channels.map((channel) => `{${channel}}:probe:${own}`);
    this.cluster = this.open();
  }

  publish(channel: string, message: string): Promise<unknown> {
    return this.cluster.spublish(channel, message);
  }

  get isReady(): boolean {
    return this.cluster.status === 'ready';
  }

  get isSubscribed(): boolean {
    return this.isReady && this.subscribed.has(this.cluster);
  }

  connectAnew(): void {
    // A new client: the old one may know of nodes and subscriptions that are no longer there.
    this.close();
    this.cluster = this.open();
  }

  close(): void {
    this.cluster.disconnect();
  }

  private open(): Cluster {
    const cluster = openCluster(this.address, this.patience);
    cluster.on('error', this.events.error);
    cluster.on('smessage', this.events.message);
    // Once: the library subscribes anew by itself when a node changes.
    cluster.once('ready', () => {
      const all = [...this.channels, ...this.probes].map((channel) => cluster.ssubscribe(channel));
      Promise.all(all)
        .then(() => this.subscribed.add(cluster))
        .catch(this.events.error);
    });
    return cluster;
  }
}
