import { LocalBus } from '../../../src/bus/local-bus.ts';
import type { Database } from '../../../src/database/database.ts';
import type { Item, ItemContent } from '../../../src/feed/item.ts';
import { pushKind, pushName, pushTarget } from '../../../src/followers/kinds/push.ts';
import { itemsAsTheyAre } from '../../../src/followers/run/items-as-they-are.ts';
import { Runner } from '../../../src/followers/run/runner.ts';
import { SafeClient } from '../../../src/followers/send/safe-client.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { SqlLeases } from '../../../src/followers/store/sql-leases.ts';
import { SqlNetworkPosts } from '../../../src/followers/store/sql-network-posts.ts';
import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import { openPush, type PushParts } from '../../../src/push/open-push.ts';
import { Sender, type SenderSettings } from '../../../src/push/run/sender.ts';
import { Writer } from '../../../src/push/run/writer.ts';
import { PushServices } from '../../../src/push/send/push-service.ts';
import { Vapid } from '../../../src/push/send/vapid.ts';
import { pushSettings } from '../../push/keys.ts';
import { PushService } from '../../push/push-service.ts';
import { until } from '../../until.ts';
import { contentOf, postOf } from '../commands.ts';
import { mortal } from '../mail/mortal.ts';
import type { LogRoom } from '../on-every-database.ts';

/** One instance that keeps and tells browsers. */
export class PushInstance {
  readonly parts: PushParts;
  readonly errors: string[] = [];
  private isDead = false;
  private running: { readonly sender: Sender; readonly runner: Runner } | undefined;

  constructor(
    private readonly database: Database,
    key?: string,
    keyBefore?: string,
  ) {
    this.parts = openPush(database, pushSettings(key, keyBefore));
  }

  /** `answerMs`: how long it waits for answers. What is slow then comes twice. */
  run(settings: Partial<SenderSettings> = {}, answerMs = 20_000): void {
    const { audience, pauses, browsers, numbers, keys } = this.parts;
    const pushes = mortal(this.parts.pushes, () => this.isDead);
    const log = new SqlLog(this.database);
    const onError = (error: unknown) => void this.errors.push(String(error));
    const { contact } = this.parts.settings;
    const limits = { connectMs: answerMs, headersMs: answerMs, wholeMs: answerMs };
    const client = new SafeClient(true, undefined, undefined, { ...limits, maxBodyBytes: 1_024 });
    const sender = new Sender(
      {
        pushes,
        pauses,
        browsers,
        audience,
        writer: new Writer({ log, keys }),
        services: new PushServices(client, new Vapid(contact)),
        numbers,
        onOpenFeeds: () => undefined,
        onError,
      },
      { pollMs: 10, waitSeconds: () => 0.05, ...settings },
    );
    const runner = new Runner(
      {
        log,
        leases: new SqlLeases(this.database),
        bus: new LocalBus(),
        kinds: { [pushName]: pushKind(pushes, log) },
        posts: new SqlNetworkPosts(this.database),
        tools: { client, ...itemsAsTheyAre(log, '') },
        onError,
      },
      { pollMs: 10, idleMs: 10, waitSeconds: () => 0.05 },
    );
    this.running = { sender, runner };
    runner.open();
    sender.look();
  }

  /** As if its process ended now: what is on its way goes on, and nothing more is written down. */
  kill(): void {
    this.isDead = true;
  }

  async stop(): Promise<void> {
    await this.running?.runner.close();
    await this.running?.sender.close();
    this.running = undefined;
  }
}

/** A feed that offers push, a push service, and one instance. */
export class PushRoom {
  service!: PushService;
  here!: PushInstance;

  constructor(readonly room: LogRoom) {}

  async begin(): Promise<void> {
    this.here = new PushInstance(this.room.database);
    this.service = await this.openService();
    const by = { name: 'Ana' };
    const { feed } = this.room;
    await this.followers.add({ feed, kind: pushName, target: pushTarget }, '', by);
  }

  openService(): Promise<PushService> {
    return PushService.open(this.here.parts.settings.vapid.publicKey);
  }

  get followers(): SqlFollowers {
    return new SqlFollowers(this.room.database);
  }

  async end(): Promise<void> {
    await this.here.stop();
    await this.service[Symbol.asyncDispose]();
    const { db } = this.room.database;
    for (const table of [
      'pushes',
      'push_choices',
      'push_browsers',
      'push_services',
      'followers',
    ] as const) {
      await db.deleteFrom(table).execute();
    }
  }

  /** A browser asks to be told. */
  async subscribe(name: string, filters = ['breaking'], service = this.service) {
    const address = service.subscribe(name);
    const { browsers } = this.here.parts;
    expect(await browsers.subscribe(this.room.feed, address, filters)).toBe('taken');
    return address;
  }

  async publish(headline: string, more: Partial<ItemContent> = {}): Promise<Item> {
    const post = { ...postOf(headline), content: { ...contentOf(headline), ...more } };
    return (await this.room.log.append(this.room.feed, post)).entry as Item;
  }

  breaks(headline: string): Promise<Item> {
    return this.publish(headline, { breaking: true });
  }

  async takeDown(...ids: readonly string[]): Promise<void> {
    const { log, feed } = this.room;
    for (const id of ids) await log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
  }

  readonly counts = () => this.here.parts.audience.counts(this.room.feed);

  /** Every change is handed over, and so many messages wait. */
  async waits(count: number): Promise<void> {
    await until(async () => {
      const [follower] = (await this.followers.list(this.room.feed)) ?? [];
      return follower?.behind === 0 && (await this.counts()).waiting === count;
    }, `${count} messages to wait`);
  }

  settled(): Promise<void> {
    return this.waits(0);
  }
}
