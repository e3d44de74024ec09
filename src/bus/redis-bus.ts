import { randomUUID } from 'node:crypto';
import { Redis, type RedisOptions } from 'ioredis';
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
 * The bus of many instances: Redis pub/sub, with one subscriber connection per process. This instance's own listeners
 * do not wait for Redis: they are called directly. The copy that comes back from Redis is dropped by the hub as a
 * repeat.
 */
export class RedisBus extends Bus {
  private readonly listeners = new Listeners();
  private readonly notices = new Listeners<Notice>();
  private readonly name = randomUUID();
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly probe = `${channels.probe}:${randomUUID()}`;
  private readonly echo: Echo;
  private readonly report: (error: Error) => void;
  private readonly timer: NodeJS.Timeout;
  private unansweredBytes = 0;

  /** Connects in the background: a Redis that is away at the start is treated like one that fails later. */
  constructor(
    url: string,
    onError: (error: Error) => void,
    { echoEveryMs, patienceMs }: Liveness = { echoEveryMs: 3_000, patienceMs: 2_000 },
  ) {
    super();
    const options = optionsOf(patienceMs);
    this.report = onceInAWhile(onError);
    this.publisher = new Redis(url, options);
    this.subscriber = new Redis(url, options);
    this.echo = new Echo((nonce) => this.publisher.publish(this.probe, nonce), patienceMs);
    for (const link of [this.publisher, this.subscriber]) link.on('error', this.report);
    this.subscriber.on('message', (channel: string, message: string) =>
      this.hear(channel, message),
    );
    // Subscribes anew on every connection: the library's list of subscriptions is incomplete when a link breaks while
    // it subscribes.
    this.subscriber.on('ready', () => {
      this.subscriber.subscribe(...channels.all, channels.notices, this.probe).catch(this.report);
    });
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

  /** An echo of our own through Redis. */
  ping(): Promise<void> {
    return this.echo.round();
  }

  override get echoAgeMs(): number {
    return performance.now() - this.echo.heardMs;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private async carry(channel: string, message: string): Promise<void> {
    const bytes = Buffer.byteLength(message);
    this.unansweredBytes += bytes;
    try {
      await this.publisher.publish(channel, message);
    } catch {
      // The log is the truth: the sweep of each instance finds what this announcement would have told. A notice may be
      // lost.
    } finally {
      this.unansweredBytes -= bytes;
    }
  }

  private hear(channel: string, message: string): void {
    if (channel === this.probe) {
      this.echo.hear(message);
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

  /** When no echo comes back, either connection may be dead, so both are opened anew. */
  private async prove(): Promise<void> {
    const links = [this.publisher, this.subscriber];
    // In any other state a connection attempt is running, which has its own deadline.
    if (!links.every(isReady)) return;
    try {
      await this.echo.round();
    } catch (error) {
      this.report(new Error('nothing comes through, connecting anew', { cause: error }));
      // Only in this state: a client that is disconnected while it connects never tries again.
      for (const link of links.filter(isReady)) link.disconnect(true);
    }
  }
}

function isReady(link: Redis): boolean {
  return link.status === 'ready';
}

/** No command is queued: one that cannot be sent or is not answered in time fails, and the sweep finds the change. */
function optionsOf(patienceMs: number): RedisOptions {
  return {
    enableOfflineQueue: false,
    autoResubscribe: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: patienceMs,
    // How long a closed link may take to finish.
    disconnectTimeout: 100,
    retryStrategy,
  };
}

/** A random time of 2 s at most: instances reconnect soon, and not all in one instant. */
function retryStrategy(attempt: number): number {
  return Math.random() * Math.min(2_000, 50 * 2 ** Math.min(attempt, 10));
}
