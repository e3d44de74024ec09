import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { Bus, type Announcement, type Undo } from './bus.ts';
import { channelOf, channels, parseAnnouncement } from './channels.ts';
import { Listeners } from './listeners.ts';

/** Longer ones are announced without their body: Redis keeps a copy for every slow subscriber. */
const maxCarriedBytes = 64 * 1024;

/**
 * The bus of many instances: Redis pub/sub, one subscription a process. This instance's own readers do not
 * wait for Redis: they are told directly, and the echo that comes back is one of the doubles the hub drops.
 */
export class RedisBus extends Bus {
  private readonly listeners = new Listeners();
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly probe = `${channels.probe}:${randomUUID()}`;
  private readonly echoes = new Map<string, () => void>();

  /** Connects in the background: a Redis that is away at the start is a Redis that is away later. */
  constructor(url: string, onError: (error: Error) => void) {
    super();
    // Publishing fails at once while the link is down: the log is the truth, the sweep heals the rest.
    this.publisher = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: 2_000,
      retryStrategy,
    });
    this.subscriber = new Redis(url, { maxRetriesPerRequest: null, retryStrategy });
    const report = onceInAWhile(onError);
    this.publisher.on('error', report);
    this.subscriber.on('error', report);
    this.subscriber.on('message', (channel: string, message: string) =>
      this.hear(channel, message),
    );
    this.subscriber.subscribe(...channels.all, this.probe).catch(report);
  }

  announce(announcement: Announcement): void {
    this.listeners.tell(announcement);
    const whole = JSON.stringify(announcement);
    const message =
      Buffer.byteLength(whole) <= maxCarriedBytes
        ? whole
        : JSON.stringify({ feed: announcement.feed });
    this.publisher.publish(channelOf(announcement.feed), message).catch(() => undefined);
  }

  onAnnouncement(listener: (announcement: Announcement) => void): Undo {
    return this.listeners.add(listener);
  }

  /** An echo of our own through Redis: an open socket proves nothing. */
  async ping(): Promise<void> {
    const nonce = randomUUID();
    const heard = Promise.withResolvers<void>();
    const timer = setTimeout(() => heard.reject(new Error('no echo through Redis in 2 s')), 2_000);
    this.echoes.set(nonce, heard.resolve);
    try {
      await Promise.all([this.publisher.publish(this.probe, nonce), heard.promise]);
    } finally {
      clearTimeout(timer);
      this.echoes.delete(nonce);
    }
  }

  async close(): Promise<void> {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private hear(channel: string, message: string): void {
    if (channel === this.probe) {
      this.echoes.get(message)?.();
      return;
    }
    const announcement = parseAnnouncement(message);
    if (announcement !== undefined) this.listeners.tell(announcement);
  }
}

/** Full jitter under a cap of 2 s: quick to come back, and not all in one instant. */
function retryStrategy(attempt: number): number {
  return Math.random() * Math.min(2_000, 50 * 2 ** Math.min(attempt, 10));
}

/** The first error of a fault is news, the thousandth is noise: one a minute. */
function onceInAWhile(report: (error: Error) => void): (error: Error) => void {
  let quietUntil = 0;
  return (error) => {
    const now = performance.now();
    if (now < quietUntil) return;
    quietUntil = now + 60_000;
    report(error);
  };
}
