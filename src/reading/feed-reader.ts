import { filtered } from '../feed/embed/filtered.ts';
import { isSlug } from '../feed/feed-info.ts';
import { isTombstone, type Item } from '../feed/item.ts';
import { Refusal, unknownFeed } from '../feed/refusal.ts';
import { cursorAfter, type Snapshot } from '../feed/snapshot.ts';
import type { ItemsPage, Wording } from '../feed/messages.ts';
import type { Hub } from '../hub/hub.ts';
import type { LogReads } from '../log/log-reads.ts';
import type { ItemsQuery } from './items-query.ts';
import { ShortMemory } from './short-memory.ts';

const itemForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface ItemHistory {
  readonly id: string;
  readonly wordings: readonly Wording[];
}

/** Entries that are looked through for one page of those that pass a filter: a bound for what a rare tag may cost. */
const maxLooked = 500;
/** Of each kind of answer: a page of items is some 100 KB. */
const maxBytes = 16 * 1024 * 1024;

/** What readers ask over HTTP: the newest from memory, older things from the log, a moment remembered. */
export class FeedReader {
  private readonly pages = new ShortMemory<ItemsPage | undefined>(maxBytes);
  private readonly items = new ShortMemory<Item>(maxBytes);
  private readonly histories = new ShortMemory<ItemHistory>(maxBytes);

  constructor(
    private readonly hub: Hub,
    private readonly log: LogReads,
  ) {}

  /** Throws `unknown_feed`. */
  async snapshot(feed: string): Promise<Snapshot> {
    const snapshot = isSlug(feed) ? await this.hub.snapshot(feed) : undefined;
    if (snapshot === undefined) throw unknownFeed(isSlug(feed) ? feed : '');
    return snapshot;
  }

  /** Reads the log, so that no answer is older than this call. Throws `unknown_feed` and `unavailable`. */
  async look(feed: string): Promise<void> {
    await this.snapshot(feed);
    if (!(await this.hub.lookFor(feed))) {
      throw new Refusal('unavailable', 'The log cannot be read at present.');
    }
  }

  /** With a filter, a page may have less than it could, or nothing, while `next` leads on. */
  async page(feed: string, query: ItemsQuery): Promise<ItemsPage> {
    await this.snapshot(feed);
    const page = await this.pages.get(JSON.stringify([feed, query]), () => this.ask(feed, query));
    if (page === undefined) throw unknownFeed(feed);
    return page;
  }

  private async ask(
    feed: string,
    { filter, ...request }: ItemsQuery,
  ): Promise<ItemsPage | undefined> {
    if (filter === undefined) return this.log.items(feed, request);
    const page = await this.log.items(feed, { ...request, limit: maxLooked });
    if (page === undefined) return undefined;
    const passing = filtered(page.items, filter);
    const items = passing.slice(0, request.limit);
    const last = items.at(-1);
    const isCut = passing.length > items.length && last !== undefined;
    return { ...page, items, next: isCut ? cursorAfter(last) : page.next };
  }

  /** Throws `unknown_item`, and `taken_down` with the tombstone. */
  async item(feed: string, id: string): Promise<Item> {
    const { items } = await this.snapshot(feed);
    if (!itemForm.test(id)) throw unknownItem();
    const held = items.find((entry) => entry.id === id);
    if (held !== undefined) return readable(held);
    return this.items.get(`${feed}/${id}`, async () => {
      const entry = await this.log.entry(feed, id);
      if (entry === undefined) throw unknownItem();
      return readable(entry);
    });
  }

  /** The item's public wordings, oldest first. Throws as `item` does. */
  async history(feed: string, id: string): Promise<ItemHistory> {
    const item = await this.item(feed, id);
    return this.histories.get(`${feed}/${id}/${item.rev}`, async () => ({
      id,
      wordings: await this.log.history(feed, id),
    }));
  }
}

function readable(entry: Snapshot['items'][number]): Item {
  if (!isTombstone(entry)) return entry;
  throw new Refusal('taken_down', `It was taken down at ${entry.removedAt}.`, [], { item: entry });
}

function unknownItem(): Refusal {
  return new Refusal('unknown_item', 'No item of this feed has this id.');
}
