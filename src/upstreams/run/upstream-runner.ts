import { randomUUID } from 'node:crypto';
import type { FoundUpstream } from '../../log/upstreams/upstream.ts';
import type { UpstreamLeases } from '../../log/upstreams/upstream-leases.ts';
import type { SafeClient } from '../../followers/send/safe-client.ts';
import { feedAddress } from '../remote/feed-address.ts';
import { RemoteFeed } from '../remote/remote-feed.ts';
import { Following, type Tellers } from './following.ts';
import { lookAgainSeconds } from './look-again-seconds.ts';
import { UpstreamRound, type RoundSettings } from './upstream-round.ts';

export interface RunnerSettings extends RoundSettings {
  /** How often is looked for upstreams that nobody reads. */
  readonly findMs: number;
  /** An instance that was killed is replaced after this time. */
  readonly leaseSeconds: number;
  /** Upstreams that one instance reads at the same time. */
  readonly maxAtOnce: number;
}

const usual: RunnerSettings = {
  pollMs: 1_000,
  sayMs: 5_000,
  nameMs: 60_000,
  findMs: 2_000,
  leaseSeconds: 10,
  maxAtOnce: 32,
  waitSeconds: lookAgainSeconds,
};

interface Parts {
  readonly leases: UpstreamLeases;
  readonly client: SafeClient;
  readonly tell: Tellers;
  readonly onError: (error: unknown) => void;
}

interface Held {
  readonly upstream: FoundUpstream;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** Reads the upstreams of this deployment, together with the other instances: each is read by one at a time. */
export class UpstreamRunner {
  private readonly holder = randomUUID();
  private readonly settings: RunnerSettings;
  private readonly held = new Map<string, Held>();
  private timer: NodeJS.Timeout | undefined;
  private finding = Promise.resolve();
  private isClosed = false;

  constructor(
    private readonly parts: Parts,
    settings: Partial<RunnerSettings> = {},
  ) {
    this.settings = { ...usual, ...settings };
  }

  open(): void {
    this.find();
  }

  /** Stops what is under way; another instance goes on with it. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.finding;
    const all = [...this.held.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ done }) => done));
  }

  /** Looks at once for what is to be read, and what is not any more: people have changed something. */
  find(): void {
    this.finding = this.finding.then(() => this.findNow());
  }

  private async findNow(): Promise<void> {
    clearTimeout(this.timer);
    try {
      await this.renew();
      await this.start();
    } catch (error) {
      this.parts.onError(error);
    }
    if (this.isClosed) return;
    const inMs = this.settings.findMs * (0.8 + 0.4 * Math.random());
    this.timer = setTimeout(() => this.find(), inMs);
  }

  /** Renews the leases, and stops what is not this instance's any more. */
  private async renew(): Promise<void> {
    const { leases } = this.parts;
    const held = [...this.held.values()].map(({ upstream }) => upstream);
    const ours = await leases.renew(held, this.holder, this.settings.leaseSeconds);
    for (const { id } of held) if (!ours.includes(id)) this.held.get(id)?.stop.abort();
  }

  private async start(): Promise<void> {
    const { leaseSeconds, maxAtOnce } = this.settings;
    const free = maxAtOnce - this.held.size;
    if (free <= 0 || this.isClosed) return;
    for (const id of await this.parts.leases.due(this.holder, maxAtOnce)) {
      if (this.held.has(id) || this.held.size >= maxAtOnce || this.isClosed) continue;
      const upstream = await this.parts.leases.take(id, this.holder, leaseSeconds);
      if (upstream === undefined) continue;
      const stop = new AbortController();
      this.held.set(id, { upstream, stop, done: this.read(upstream, stop.signal) });
    }
  }

  private async read(upstream: FoundUpstream, signal: AbortSignal): Promise<void> {
    const { leases, client, tell, onError } = this.parts;
    const { holder, settings } = this;
    try {
      const address = feedAddress(upstream.url, client.allowsPrivate);
      // It was allowed when it was added: its address is private, and that is not allowed any more.
      if (!('server' in address)) {
        const reason = `cannot be read: its address ${address.join(', ')}`;
        await leases.looked(upstream, holder, { reason, waitSeconds: 60 });
        return;
      }
      const remote = new RemoteFeed(client, address, signal);
      const following = new Following(upstream, leases, holder, tell);
      const parts = { remote, leases, holder, settings, onError };
      await new UpstreamRound(following, parts, signal).run();
      if (signal.aborted) await leases.leave(upstream.id, holder);
    } catch (error) {
      // The database is away: the lease ends by itself.
      onError(error);
    } finally {
      this.held.delete(upstream.id);
    }
  }
}
