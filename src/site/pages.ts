import { createHash } from 'node:crypto';
import { isSlug } from '../feed/feed-info.ts';
import { isTombstone, type Entry } from '../feed/item.ts';
import type { Position } from '../feed/position.ts';
import { parseCursor, snapshotItems, type Snapshot } from '../feed/snapshot.ts';
import type { Hub } from '../hub/hub.ts';
import type { Log, FeedHead } from '../log/log.ts';
import { itemPage, removedPage } from './item-page.ts';
import { newsroomPage } from './newsroom-page.ts';
import { documentHtml, type DrawnPage, type Page } from './page.ts';
import { PageMemory } from './page-memory.ts';
import { quietPage, unknownFeedPage, unknownItemPage } from './quiet-page.ts';
import { latestChange, olderPage, readerPage, type ReaderView } from './reader-page.ts';
import { startPage, type ListedFeed } from './start-page.ts';

/** How many feeds the start page lists, and how many key events stand in a rail. */
const listedFeeds = 50;
const listedKeys = 50;

/**
 * Every page there is, for the public origin it is asked at. The log is read once per page, change and
 * instance, however many readers ask.
 */
export class Pages {
  readonly #memory = new PageMemory();
  #listed: { readonly atMs: number; readonly heads: Promise<readonly FeedHead[]> } | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly log: Log,
  ) {}

  async start(origin: string): Promise<DrawnPage> {
    const heads = await this.#heads();
    return this.#memory.page(`${origin}/`, heads.map(markOf).join(), async () => {
      const listed = await Promise.all(
        heads.slice(0, listedFeeds).map(async ({ feed, info }): Promise<ListedFeed> => {
          const snapshot = await this.hub.snapshot(feed);
          return { feed, info, updatedAt: snapshot && latestChange(snapshot.items) };
        }),
      );
      return kept(
        startPage(origin, listed.sort(latestFirst), heads.length - listed.length),
        origin,
      );
    });
  }

  async reader(feed: string, origin: string, before?: string): Promise<DrawnPage> {
    const snapshot = await this.#snapshot(feed);
    if (snapshot === undefined) return passing(unknownFeedPage(feed), origin);
    if (before !== undefined && parseCursor(before) === undefined) {
      return passing(quietPage(400, 'No such page', 'This link was cut off or changed.'), origin);
    }
    const key = `${origin}/feeds/${feed}?${before ?? ''}`;
    return this.#memory.page(key, markOf(snapshot), async () => {
      const view = await this.#view(snapshot, origin);
      if (before === undefined) return kept(readerPage(view), origin);
      const page = await this.log.items(feed, { before, limit: snapshotItems });
      if (page === undefined) return passing(unknownFeedPage(feed), origin);
      return kept(olderPage(view, before, page), origin);
    });
  }

  async item(feed: string, id: string, origin: string): Promise<DrawnPage> {
    const snapshot = await this.#snapshot(feed);
    if (snapshot === undefined) return passing(unknownFeedPage(feed), origin);
    if (!/^[0-9a-f-]{36}$/.test(id)) return passing(unknownItemPage(), origin);
    const key = `${origin}/feeds/${feed}/items/${id}`;
    return this.#memory.page(key, markOf(snapshot), async () => {
      const entry = held(snapshot, id) ?? (await this.log.entry(feed, id));
      if (entry === undefined) return passing(unknownItemPage(), origin);
      const place = { feed, origin };
      return isTombstone(entry)
        ? passing(removedPage(place, snapshot.info, entry), origin)
        : kept(itemPage(place, snapshot, entry), origin);
    });
  }

  newsroom(origin: string): DrawnPage {
    return passing(newsroomPage(), origin);
  }

  /** All feeds, asked of the log once a second at most: as long as the start page may be kept anyway. */
  #heads(): Promise<readonly FeedHead[]> {
    const nowMs = performance.now();
    if (this.#listed === undefined || nowMs - this.#listed.atMs >= 1_000) {
      this.#listed = { atMs: nowMs, heads: this.hub.feeds() };
      this.#listed.heads.catch(() => (this.#listed = undefined));
    }
    return this.#listed.heads;
  }

  async #snapshot(feed: string): Promise<Snapshot | undefined> {
    return isSlug(feed) ? this.hub.snapshot(feed) : undefined;
  }

  async #view(snapshot: Snapshot, origin: string): Promise<ReaderView> {
    const { feed } = snapshot;
    const [keys, [first]] = await Promise.all([
      this.log.items(feed, { key: true, limit: listedKeys }),
      this.log.read(feed, 0, 1),
    ]);
    return { place: { feed, origin }, snapshot, keys: keys?.items ?? [], startedAt: first?.at };
  }
}

function held(snapshot: Snapshot, id: string): Entry | undefined {
  return snapshot.items.find((entry) => entry.id === id);
}

function markOf({ epoch, seq, tag }: Position): string {
  return `${epoch}.${seq}.${tag}`;
}

/** The open ones first, then the latest changed. */
function latestFirst(a: ListedFeed, b: ListedFeed): number {
  if (a.info.coverage !== b.info.coverage) return a.info.coverage === 'open' ? -1 : 1;
  return (b.updatedAt ?? '').localeCompare(a.updatedAt ?? '');
}

/** Drawn to be kept: the tag is of the HTML itself, so that a new release counts as a change, too. */
function kept(page: Page, origin: string): DrawnPage {
  const drawn = passing(page, origin);
  const digest = createHash('sha256').update(drawn.html).digest('base64url').slice(0, 22);
  return { ...drawn, etag: `"${digest}"` };
}

/** Drawn for this answer only. */
export function passing(page: Page, origin: string): DrawnPage {
  return { status: page.status, html: documentHtml(page), framing: page.framing, origin };
}
