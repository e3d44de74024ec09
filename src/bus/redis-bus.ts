import { randomUUID } from 'node:crypto';
import { openPubSub } from '../redis/open-pub-sub.ts';
import type { PubSub } from '../redis/pub-sub.ts';
import type { RedisAddress } from '../redis/redis-address.ts';
import { parseAnnouncement, writeAnnouncement } from './announcement-text.ts';
import { Bus, type Announcement, type Undo } from './bus.ts';
import { channelOf, channels } from './channels.ts';
import { Echo } from './echo.ts';
import { Listeners } from './listeners.ts';
import { parseNotice, writeNotice, type Notice } from './notice.ts';
import { onceInAWhile } from './once-in-a-while.ts';

/** How many bytes may wait for Redis's answer. Above it announcements are dropped; the sweep finds their changes. */
const maxUnansweredBytes = 4 * 1024 * 1024;

/** A dead connection is found within the sum of these times, also when its socket looks open. Milliseconds. */
export interface Liveness {
  /** The time from one echo to the next. */
  readonly echoEveryMs: number;
  /** How long an echo, and Redis's answer to any command, may take. */
  readonly patienceMs: number;
}

/**
 * The bus of many instances: Redis pub/sub, over one Redis, the master of sentinels, or a cluster. This instance's own listeners
 * do not wait for Redis: they are called directly. The copy that comes back from Redis is dropped by the hub as a
 * repeat.
 */
export class RedisBus extends Bus {
  private readonly listeners = new Listeners();
  private readonly notices = new Listeners<Notice>();
  private readonly name = randomUUID();
  private readonly redis: PubSub;
  private readonly echoes: ReadonlyMap<string, Echo>;
  private readonly report: (error: Error) => void;
  private readonly timer: NodeJS.Timeout;
  private unansweredBytes = 0;

  /** Connects in the background: a Redis that is away at the start is treated like one that fails later. */
  constructor(
    address: RedisAddress,
    onError: (error: Error) => void,
    { echoEveryMs, patienceMs }: Liveness = { echoEveryMs: 3_000, patienceMs: 2_000 },
  ) {
    super();
    this.report = onceInAWhile(onError);
    this.redis = openPubSub(
      address,
      [...channels.all, channels.notices],
      { message: (channel, message) => this.hear(channel, message), error: this.report },
      { commandMs: patienceMs, retryMs },
    );
    this.echoes = new Map(
      this.redis.probes.map((probe) => [
        probe,
        new Echo((nonce) => this.redis.publish(probe, nonce), patienceMs),
      ]),
    );
    this.timer = setInterval(() => void this.prove(), echoEveryMs);
  }

  announce(announcement: Announcement): void {
    this.listeners.tell(announcement);
    if (this.unansweredBytes > maxUnansweredBytes) return;
    void this.carry(channelOf(announcement.feed), writeAnnouncement(announcement));
  }

  onAnnouncement(listener: (announcement: Announcement) => void): Undo {
    return this.listeners.add(listener);
  }

  notify(notice: Notice): void {
    this.notices.tell(notice);
    if (this.unansweredBytes > maxUnansweredBytes) return;
    const text = writeNotice(this.name, notice);
    if (text !== undefined) void this.carry(channels.notices, text);
  }

  onNotice(listener: (notice: Notice) => void): Undo {
    return this.notices.add(listener);
  }

  /** Echoes of our own through Redis. Rejects at once where none can come back. */
  async ping(): Promise<void> {
    if (!this.redis.isSubscribed) throw new Error('the channels of Redis are not subscribed yet');
    await this.hearEchoes();
  }

  override get echoAgeMs(): number {
    // Of a cluster's shards, the one that was heard of the longest ago.
    return (
      performance.now() - Math.min(...Array.from(this.echoes.values(), (echo) => echo.heardMs))
    );
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.redis.close();
  }

  private async hearEchoes(): Promise<void> {
    await Promise.all(Array.from(this.echoes.values(), (echo) => echo.round()));
  }

  private async carry(channel: string, message: string): Promise<void> {
    const bytes = Buffer.byteLength(message);
    this.unansweredBytes += bytes;
    try {
      await this.redis.publish(channel, message);
    } catch {
      // The log is the truth: the sweep of each instance finds what this announcement would have told. A notice may be
      // lost.
    } finally {
      this.unansweredBytes -= bytes;
    }
  }

  private hear(channel: string, message: string): void {
    const echo = this.echoes.get(channel);
    if (echo !== undefined) {
      echo.hear(message);
      return;
    }
    if (channel === channels.notices) {
      const parsed = parseNotice(message);
      // This instance's own listeners were called when it was sent.
      if (parsed !== undefined && parsed.from !== this.name) this.notices.tell(parsed.notice);
      return;
    }
    const announcement = parseAnnouncement(message);
    if (announcement !== undefined) this.listeners.tell(announcement);
  }

  /** When an echo does not come back, any connection may be dead, so all are opened anew. */
  private async prove(): Promise<void> {
    if (!this.redis.isReady) return;
    try {
      await this.hearEchoes();
    } catch (error) {
      this.report(new Error('nothing comes through, connecting anew', { cause: error }));
      if (this.redis.isReady) this.redis.connectAnew();
    }
  }
}

/** A random time of half a second at most: instances reconnect soon, and not all in one instant. */
function retryMs(attempt: number): number {
  return Math.random() * Math.min(500, 50 * 2 ** Math.min(attempt, 10));
}
