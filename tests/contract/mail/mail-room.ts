import { mailKind, mailName, mailTarget } from '../../../src/followers/kinds/mail.ts';
import { itemsAsTheyAre } from '../../../src/followers/run/items-as-they-are.ts';
import { Runner } from '../../../src/followers/run/runner.ts';
import { SafeClient } from '../../../src/followers/send/safe-client.ts';
import { SqlFollowers } from '../../../src/followers/store/sql-followers.ts';
import { SqlLeases } from '../../../src/followers/store/sql-leases.ts';
import { SqlNetworkPosts } from '../../../src/followers/store/sql-network-posts.ts';
import { LocalBus } from '../../../src/bus/local-bus.ts';
import type { Database } from '../../../src/database/database.ts';
import type { Item } from '../../../src/feed/item.ts';
import { SqlLog } from '../../../src/log/sql/sql-log.ts';
import { MailNumbers } from '../../../src/mail/run/mail-numbers.ts';
import { Mailer, type MailerSettings } from '../../../src/mail/run/mailer.ts';
import { Writer } from '../../../src/mail/run/writer.ts';
import { SmtpServer } from '../../../src/mail/send/smtp-server.ts';
import { Audience } from '../../../src/mail/store/audience.ts';
import { Mails } from '../../../src/mail/store/mails.ts';
import { Requests } from '../../../src/mail/store/requests.ts';
import { Seal } from '../../../src/mail/store/seal.ts';
import { Subscribers } from '../../../src/mail/store/subscribers.ts';
import type { Wish } from '../../../src/mail/store/subscription.ts';
import { linkIn, Mailbox } from '../../mail/mailbox.ts';
import { until } from '../../until.ts';
import { contentOf, postOf } from '../commands.ts';
import { mortal } from './mortal.ts';
import type { LogRoom } from '../on-every-database.ts';

const by = { name: 'Ana' };
export const site = { publicUrl: 'https://live.example' };
export const breaking: Wish = { list: 'breaking' };
export const daily: Wish = { list: 'daily', hour: 7, zone: 'Europe/Berlin' };

/** One instance that keeps and sends mail. */
export class MailInstance {
  readonly seal: Seal;
  readonly requests: Requests;
  readonly subscribers: Subscribers;
  readonly mails: Mails;
  readonly audience: Audience;
  readonly numbers: MailNumbers;
  readonly errors: string[] = [];
  private isDead = false;
  private running: { readonly mailer: Mailer; readonly runner: Runner } | undefined;

  constructor(
    private readonly database: Database,
    mostAskedOfFeed?: number,
    key = 'a key of the tests',
    keyBefore?: string,
  ) {
    this.seal = new Seal(key, keyBefore === undefined ? undefined : new Seal(keyBefore));
    this.requests = new Requests(database, this.seal, mostAskedOfFeed);
    this.subscribers = new Subscribers(database, this.seal);
    this.mails = new Mails(database, this.seal);
    this.audience = new Audience(database, this.seal);
    this.numbers = new MailNumbers(this.audience);
  }

  run(mailbox: Mailbox, settings: Partial<MailerSettings> = {}): void {
    const { subscribers, audience, seal } = this;
    const mails = mortal(this.mails, () => this.isDead);
    const log = new SqlLog(this.database);
    const onError = (error: unknown) => void this.errors.push(String(error));
    const server = new SmtpServer({ url: mailbox.url, from: 'news@live.example' });
    const mailer = new Mailer(
      {
        mails,
        subscribers,
        audience,
        writer: new Writer({ log, site, seal }),
        server,
        numbers: this.numbers,
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
        kinds: { [mailName]: mailKind(mails, log) },
        posts: new SqlNetworkPosts(this.database),
        tools: { client: new SafeClient(true), ...itemsAsTheyAre(log, site.publicUrl) },
        onError,
      },
      { pollMs: 10, idleMs: 10, waitSeconds: () => 0.05 },
    );
    this.running = { mailer, runner };
    runner.open();
    mailer.look();
  }

  /** As if its process ended now: what is on its way goes on, and nothing more is written down. */
  kill(): void {
    this.isDead = true;
  }

  async stop(): Promise<void> {
    await this.running?.runner.close();
    await this.running?.mailer.close();
    this.running = undefined;
  }
}

/** A feed that may be subscribed to, a mail server, and one instance. */
export class MailRoom {
  mailbox!: Mailbox;
  here!: MailInstance;

  constructor(readonly room: LogRoom) {}

  async begin(): Promise<void> {
    this.mailbox = await Mailbox.open();
    this.here = new MailInstance(this.room.database);
    await this.letSubscribe(this.room.feed);
  }

  get followers(): SqlFollowers {
    return new SqlFollowers(this.room.database);
  }

  async letSubscribe(feed: string): Promise<void> {
    await this.followers.add({ feed, kind: mailName, target: mailTarget }, '', by);
  }

  async end(): Promise<void> {
    await this.here.stop();
    await this.mailbox[Symbol.asyncDispose]();
    const { db } = this.room.database;
    for (const table of ['mails', 'subscriptions', 'subscribers', 'followers'] as const) {
      await db.deleteFrom(table).execute();
    }
  }

  /** Somebody asks, gets the mail and follows its link. The instance has to run. */
  async subscribe(address: string, ...wishes: readonly Wish[]): Promise<void> {
    await this.here.requests.ask(this.room.feed, address, wishes);
    await until(() => this.mailbox.to(address).length === 1, 'the mail to confirm');
    const [mail] = this.mailbox.mails.splice(0);
    const { subscription } = await this.found(mail === undefined ? '' : linkIn(mail), 'confirm');
    await this.here.subscribers.confirm(subscription);
  }

  async found(link: string, purpose: 'confirm' | 'unsubscribe') {
    const token = link.replace(/.*\/subscriptions\//, '').replace('/unsubscribe', '');
    const found = await this.here.subscribers.find(token, purpose);
    if (found === undefined) throw new Error(`The link is not good: ${link}`);
    return found;
  }

  /** Publishes breaking news. */
  async breaks(headline: string): Promise<Item> {
    const post = { ...postOf(headline), content: { ...contentOf(headline), breaking: true } };
    return (await this.room.log.append(this.room.feed, post)).entry as Item;
  }

  /** The digests are due now: the clock is the database's, so the row is set back. */
  async dueNow(): Promise<void> {
    await this.room.database.db
      .updateTable('subscriptions')
      .set({ due_at: '2026-01-01T06:00:00.000Z' })
      .where('due_at', 'is not', null)
      .execute();
  }

  readonly counts = () => this.here.audience.counts(this.room.feed);

  /** All that was handed over is sent, or is not to be sent. */
  async settled(): Promise<void> {
    const { feed } = this.room;
    await until(async () => {
      const [follower] = (await this.followers.list(feed)) ?? [];
      return follower?.behind === 0 && (await this.counts()).waiting === 0;
    }, 'all mails to be sent');
  }
}
