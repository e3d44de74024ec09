import { later, type Database } from '../../database/database.ts';
import { lockFeedRow } from '../../database/lock-feed.ts';
import { isUnlisted, type FeedInfo } from '../../feed/feed-info.ts';
import { publicHubKind, subscriberKind } from '../../followers/store/follower.ts';
import { newRow } from '../../followers/store/follower-row.ts';
import type { HubRequest } from '../../followers/store/hub-request.ts';

/** Of a feed. Each is told every change of it. */
const maxSubscribers = 1_000;
/** Of a feed, at one callback's host. */
const maxSubscribersOfHost = 100;

/** Who has subscribed to which document: followers of the kind `websub`, each with the end of its lease. */
export class Subscriptions {
  constructor(
    private readonly database: Database,
    private readonly most = { all: maxSubscribers, ofHost: maxSubscribersOfHost },
  ) {}

  /** Whether a callback has subscribed to a document. */
  async has({ feed, topic, callback }: HubRequest): Promise<boolean> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('followers')
        .select('id')
        .where('feed', '=', feed)
        .where('kind', '=', subscriberKind)
        .where('topic', '=', topic)
        .where('target', '=', callback)
        .executeTakeFirst(),
    );
    return row !== undefined;
  }

  /**
   * Subscribes a callback that has confirmed it, or renews what it has: the lease, and the secret. It is told what happens from
   * now on, or from where it was. Answers why not, in words for its program, where the feed has too many.
   */
  async subscribe(request: HubRequest, endsAt: string): Promise<string | undefined> {
    const { feed, topic, callback, secret } = request;
    return this.database.write(async (tx) => {
      const locked = await lockFeedRow(tx, this.database, feed);
      if (locked === undefined) return 'The feed is not there any more.';
      const all = await tx
        .selectFrom('followers')
        .select(['id', 'target', 'topic', 'pause', 'rev'])
        .where('feed', '=', feed)
        .where('kind', '=', subscriberKind)
        .execute();
      const known = all.find((one) => one.target === callback && one.topic === topic);
      if (known !== undefined) {
        const running = { state: 'running', pause: null, failures: 0, wait_until: null } as const;
        const lease = { secret, ends_at: endsAt, rev: known.rev + 1 };
        await tx
          .updateTable('followers')
          .set({ ...running, ...lease })
          .where('id', '=', known.id)
          .execute();
        return undefined;
      }
      const { host } = new URL(callback);
      const ofHost = all.filter(({ target }) => new URL(target).host === host);
      if (all.length >= this.most.all) return 'The feed has too many subscribers.';
      if (ofHost.length >= this.most.ofHost)
        return 'The feed has too many subscribers at this host.';
      const asked = { feed, kind: subscriberKind, target: callback, topic };
      const row = newRow(
        asked,
        { ...locked, seq: locked.head },
        { secret, by: subscriberKind, now: locked.now },
      );
      await tx
        .insertInto('followers')
        .values({ ...row, ends_at: endsAt })
        .execute();
      return undefined;
    });
  }

  async unsubscribe({ feed, topic, callback }: HubRequest): Promise<void> {
    await this.database.write((tx) =>
      tx
        .deleteFrom('followers')
        .where('feed', '=', feed)
        .where('kind', '=', subscriberKind)
        .where('topic', '=', topic)
        .where('target', '=', callback)
        .execute(),
    );
  }

  /** Removes the subscriptions whose lease is over, and those whose callback wants nothing more (410). */
  async sweep(): Promise<void> {
    const { now } = this.database;
    const over = await this.database.run((db) =>
      db
        .selectFrom('followers')
        .select('id')
        .where('kind', '=', subscriberKind)
        .where((is) => is.or([is('ends_at', '<=', now), is('pause', '=', 'gone')]))
        .execute(),
    );
    for (const { id } of over) {
      await this.database.write((tx) =>
        tx
          .deleteFrom('followers')
          .where('id', '=', id)
          // It may have been renewed since.
          .where((is) => is.or([is('ends_at', '<=', now), is('pause', '=', 'gone')]))
          .execute(),
      );
    }
  }

  /**
   * Has a public hub told of every public feed that has changes, and no other hub. A feed that it was not told of before is told to it at
   * once; of a feed that is unlisted now it is told no more. Answers the feeds that this has looked at.
   */
  async usePublicHub(url: string | undefined): Promise<ReadonlySet<string>> {
    const others = await this.database.run((db) =>
      db
        .selectFrom('followers')
        .select(['feed', 'target'])
        .where('kind', '=', publicHubKind)
        .execute(),
    );
    if (others.some(({ target }) => target !== url)) {
      await this.database.write((tx) =>
        tx
          .deleteFrom('followers')
          .where('kind', '=', publicHubKind)
          .where('target', '!=', url ?? '')
          .execute(),
      );
    }
    if (url === undefined) return new Set();
    const told = new Set(others.flatMap(({ feed, target }) => (target === url ? [feed] : [])));
    const feeds = await this.database.run((db) =>
      db.selectFrom('feeds').select(['slug', 'info']).where('head', '>', 0).execute(),
    );
    for (const { slug, info } of feeds) {
      const isPublic = !isUnlisted(JSON.parse(info) as FeedInfo);
      if (isPublic && !told.has(slug)) await this.addPublicHub(slug, url);
      if (!isPublic && told.has(slug)) await this.endPublicHub(slug);
    }
    return new Set(feeds.map(({ slug }) => slug));
  }

  private endPublicHub(feed: string): Promise<unknown> {
    return this.database.write((tx) =>
      tx
        .deleteFrom('followers')
        .where('feed', '=', feed)
        .where('kind', '=', publicHubKind)
        .execute(),
    );
  }

  private addPublicHub(feed: string, url: string): Promise<void> {
    return this.database.write(async (tx) => {
      const locked = await lockFeedRow(tx, this.database, feed);
      // Another instance may have been faster.
      const known = await tx
        .selectFrom('followers')
        .select('id')
        .where('feed', '=', feed)
        .where('kind', '=', publicHubKind)
        .executeTakeFirst();
      if (locked === undefined || known !== undefined) return;
      const before = { ...locked, seq: Math.max(0, locked.head - 1) };
      const added = { feed, kind: publicHubKind, target: url };
      const row = newRow(added, before, { secret: '', by: 'WEBSUB_HUB', now: locked.now });
      await tx.insertInto('followers').values(row).execute();
    });
  }

  /** When a lease that begins now ends. */
  async endOf(seconds: number): Promise<string> {
    return later(await this.database.time(), seconds);
  }
}
