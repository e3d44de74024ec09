import { isSlug, isUnlisted, needsToken } from '../../feed/feed-info.ts';
import { isTombstone, type Entry } from '../../feed/item.ts';
import { parseCursor, snapshotItems, type Snapshot } from '../../feed/snapshot.ts';
import type { Hub } from '../../hub/hub.ts';
import { Encoded, quality } from '../../http/encoded.ts';
import type { LogReads } from '../../log/log-reads.ts';
import type { KeyEventList, KeyEvents } from '../../reading/key-events.ts';
import type { MailFeeds, PushFeeds } from '../../reading/offered-feeds.ts';
import { feedsPage, feedsPerPage } from './feeds-page.ts';
import { itemPage, removedPage } from './item-page.ts';
import { newsroomPage } from './newsroom-page.ts';
import { formats } from '../formats/formats.ts';
import { hubLinks } from '../formats/hub-links.ts';
import { latestChange } from '../formats/latest-change.ts';
import { kept, passing } from '../shell/drawn-page.ts';
import type { DrawnPage, Page } from '../shell/page.ts';
import { PageMemory } from '../shell/page-memory.ts';
import { feedPath, itemPath, placeOf, type FeedPlace, type Site } from '../shell/place.ts';
import { markOf, type PublicFeeds } from '../shell/public-feeds.ts';
import { campaignMark, shownNow } from '../shell/shown-now.ts';
import { brokenLinkPage, quietPage, unknownFeedPage, unknownItemPage } from './quiet-page.ts';
import type { ReaderView } from './feed-page.ts';
import { olderPage, readerPage } from './reader-page.ts';
import { startPage, type ListedFeed } from './start-page.ts';

/** How many feeds the start page lists. */
const listedFeeds = 50;
/** Some fifty pages of older items. */
const maxOlderBytes = 8 * 1024 * 1024;

/**
 * Draws every page, from memory where possible. For older items the log is read once per page and change of the feed,
 * however many readers ask.
 */
export class Pages {
  readonly #memory = new PageMemory();
  /** Of their own: whoever asks for a thousand pages of the past must not push out those that everybody reads. */
  readonly #older = new PageMemory(maxOlderBytes);

  constructor(
    private readonly hub: Hub,
    private readonly log: LogReads,
    private readonly keyEvents: KeyEvents,
    private readonly publicFeeds: PublicFeeds,
    private readonly site: Site,
    /** The server's address in the samples of the start page: the public address, or this machine's. */
    private readonly address: string,
    /** The name of the script that the newsroom begins with. */
    private readonly newsroomScript: string,
    private readonly mailFeeds: Pick<MailFeeds, 'has'>,
    private readonly pushFeeds: Pick<PushFeeds, 'has' | 'publicKey'>,
  ) {}

  async start(): Promise<DrawnPage> {
    const place = placeOf(this.site, '/');
    const { heads, mark } = await this.publicFeeds.list();
    return this.#memory.page('/', mark, async () => {
      const listed = await Promise.all(
        heads.slice(0, listedFeeds).map(async ({ feed, info }): Promise<ListedFeed> => {
          const snapshot = await this.hub.snapshot(feed);
          return { feed, info, updatedAt: snapshot && latestChange(snapshot.items) };
        }),
      );
      return kept(
        startPage(place, this.address, listed.sort(latestFirst), heads.length - listed.length),
      );
    });
  }

  /** A page of the list of all public feeds; the first page is 1. */
  async feeds(number: number): Promise<DrawnPage> {
    const place = placeOf(this.site, '/feeds');
    const { heads } = await this.publicFeeds.list();
    const listed = heads.slice((number - 1) * feedsPerPage, number * feedsPerPage);
    if (number > 1 && listed.length === 0) {
      return passing(quietPage(place, 404, 'No such page', 'The list of feeds ends before.'));
    }
    const mark = listed.map(markOf).join() + String(heads.length);
    return this.#memory.page(`/feeds#${number}`, mark, () =>
      Promise.resolve(kept(feedsPage(place, listed, number, heads.length > number * feedsPerPage))),
    );
  }

  async reader(feed: string, before?: string): Promise<DrawnPage> {
    const path = `/${feedPath(feed)}`;
    const place = { ...placeOf(this.site, path), feed };
    const snapshot = await this.#snapshot(feed);
    if (snapshot === undefined) return passing(unknownFeedPage(place));
    if (before !== undefined && parseCursor(before) === undefined) {
      return passing(brokenLinkPage(place, snapshot.info));
    }
    const keys = await this.keyEvents.of(snapshot);
    const isOffered = !needsToken(snapshot.info);
    const hasMail = isOffered && this.mailFeeds.has(feed);
    const pushKey = isOffered && this.pushFeeds.has(feed) ? this.pushFeeds.publicKey : undefined;
    const offered = `${hasMail ? '@' : ''}${pushKey === undefined ? '' : '!'}`;
    const extras = `${keys.isWhole ? '' : '~'}${offered}${campaignMark(snapshot)}`;
    const mark = `${markOf(snapshot)}${extras}`;
    const view = { ...viewOf(place, snapshot, keys), hasMail, pushKey };
    if (before === undefined) {
      return this.#memory.page(path, mark, () => Promise.resolve(kept(readerPage(view))));
    }
    return this.#older.page(`${path}?${before}`, mark, async () => {
      const page = await this.log.items(feed, { before, limit: snapshotItems });
      if (page === undefined) return passing(unknownFeedPage(place));
      return kept(olderPage(view, before, page), quality.once);
    });
  }

  async item(feed: string, id: string): Promise<DrawnPage> {
    const path = `/${itemPath(feed, id)}`;
    const place = { ...placeOf(this.site, path), feed };
    const snapshot = await this.#snapshot(feed);
    if (snapshot === undefined) return passing(unknownFeedPage(place));
    if (!/^[0-9a-f-]{36}$/.test(id)) return passing(unknownItemPage(place, snapshot.info));
    return this.#memory.page(path, markOf(snapshot), async () => {
      const entry = held(snapshot, id) ?? (await this.log.entry(feed, id));
      if (entry === undefined) return passing(unknownItemPage(place, snapshot.info));
      return isTombstone(entry)
        ? passing(removedPage(place, snapshot.info, entry))
        : kept(itemPage(place, snapshot, entry));
    });
  }

  /** A feed in a format for other programs; undefined for an unknown format. */
  async format(feed: string, name: string): Promise<DrawnPage | undefined> {
    const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
    if (format === undefined) return undefined;
    const path = `/${feedPath(feed)}/${name}`;
    const place = { ...placeOf(this.site, path), feed };
    const snapshot = await this.#snapshot(feed);
    if (snapshot === undefined) return passing(unknownFeedPage(place));
    return this.#memory.page(path, markOf(snapshot), async () => ({
      status: 200,
      html: Encoded.text(format.draw(place, snapshot)),
      type: format.type,
      links: hubLinks(place, snapshot.info, name),
      framing: { kind: 'nobody' },
      isUnlisted: isUnlisted(snapshot.info),
      isKept: true,
    }));
  }

  /** The newsroom's application, for one of its addresses. */
  newsroom(path: string): DrawnPage {
    return passing(newsroomPage(placeOf(this.site, path), this.newsroomScript));
  }

  /** A page that explains a refusal, for any path. */
  refusal(path: string, status: Page['status'], title: string, words: string): DrawnPage {
    return passing(quietPage(placeOf(this.site, path), status, title, words));
  }

  async #snapshot(feed: string): Promise<Snapshot | undefined> {
    const snapshot = isSlug(feed) ? await this.hub.snapshot(feed) : undefined;
    return snapshot && shownNow(snapshot, Date.now());
  }
}

function viewOf(place: FeedPlace, snapshot: Snapshot, keys: KeyEventList): ReaderView {
  return { place, snapshot, keys: keys.items, startedAt: keys.startedAt };
}

function held(snapshot: Snapshot, id: string): Entry | undefined {
  return snapshot.items.find((entry) => entry.id === id);
}

/** Open feeds first, then the latest changed. */
function latestFirst(a: ListedFeed, b: ListedFeed): number {
  if (a.info.coverage !== b.info.coverage) return a.info.coverage === 'open' ? -1 : 1;
  return (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '');
}
