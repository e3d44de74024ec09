import { optionsQuery, type EmbedOptions } from '../../feed/embed/embed-options.ts';
import { isSlug, type FeedInfo } from '../../feed/feed-info.ts';
import { isTombstone, type Entry } from '../../feed/item.ts';
import type { Position } from '../../feed/position.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { Hub } from '../../hub/hub.ts';
import { Encoded } from '../../http/encoded.ts';
import type { LogReads } from '../../log/log-reads.ts';
import { kept, passing } from '../shell/drawn-page.ts';
import { PageMemory } from '../shell/page-memory.ts';
import type { DrawnPage } from '../shell/page.ts';
import { placeOf, type FeedPlace, type Site } from '../shell/place.ts';
import { campaignMark, shownNow } from '../shell/shown-now.ts';
import { unknownFeedPage } from '../pages/quiet-page.ts';
import { builderPage } from './builder-page.ts';
import { fragmentHtml } from './fragment.ts';
import type { FragmentQuery } from './fragment-query.ts';
import { framePage } from './frame-page.ts';
import { framedItemPage } from './framed-item-page.ts';
import { noFeedNotice, noItemNotice, refusedNotice, removedNotice } from './frame-notice.ts';

/** Some 60 KB each. Sites choose few options; who asks for many different ones pushes out the longest unused. */
const maxBytes = 8 * 1024 * 1024;

/** Draws what other sites show of a feed, once for each state of it and choice of options. */
export class Embeds {
  readonly #memory = new PageMemory(maxBytes);

  constructor(
    private readonly hub: Hub,
    private readonly log: Pick<LogReads, 'entry'>,
    private readonly site: Site,
    /** The server's address in code to copy: the public address, or this machine's. */
    private readonly address: string,
  ) {}

  async snapshot(feed: string): Promise<Snapshot | undefined> {
    const snapshot = isSlug(feed) ? await this.hub.snapshot(feed) : undefined;
    return snapshot && shownNow(snapshot, Date.now());
  }

  /** An entry of the feed, from memory where possible. */
  async entry({ feed, items }: Snapshot, id: string): Promise<Entry | undefined> {
    if (!/^[0-9a-f-]{36}$/.test(id)) return undefined;
    return items.find((entry) => entry.id === id) ?? this.log.entry(feed, id);
  }

  fragment(snapshot: Snapshot, query: FragmentQuery): Promise<DrawnPage> {
    const key = `fragment/${snapshot.feed}/${query.layout}/${query.limit}`;
    return this.#memory.page(key, markOf(snapshot), async () => ({
      status: 200,
      html: Encoded.text(fragmentHtml(this.site, snapshot, query)),
      framing: { kind: 'nobody' },
      isKept: true,
    }));
  }

  frame(snapshot: Snapshot, options: EmbedOptions): Promise<DrawnPage> {
    const key = `frame/${snapshot.feed}${optionsQuery(options)}`;
    return this.#memory.page(key, markOf(snapshot) + campaignMark(snapshot), async () =>
      kept(framePage(this.#placeOf(snapshot.feed), snapshot, options)),
    );
  }

  framedItem(snapshot: Snapshot, id: string, options: EmbedOptions): Promise<DrawnPage> {
    const { feed, info } = snapshot;
    const place = this.#placeOf(feed);
    const key = `item/${feed}/${id}${optionsQuery(options)}`;
    return this.#memory.page(key, markOf(snapshot), async () => {
      const entry = await this.entry(snapshot, id);
      if (entry === undefined) return passing(noItemNotice(place, info));
      return isTombstone(entry)
        ? passing(removedNotice(place, info))
        : kept(framedItemPage(place, snapshot, entry, options));
    });
  }

  /** Drawn for each request: few people ask, each with options of their own. */
  async builder(feed: string, query: Readonly<Record<string, unknown>>): Promise<DrawnPage> {
    const place = { ...placeOf(this.site, `/feeds/${feed}/embed`), feed };
    const snapshot = await this.snapshot(feed);
    if (snapshot === undefined) return passing(unknownFeedPage(place));
    return passing(builderPage(place, snapshot.info, this.address, query));
  }

  refused(feed: string, info: FeedInfo, site: string): DrawnPage {
    return passing(refusedNotice(this.#placeOf(feed), info, site));
  }

  unknownFeed({ lang }: EmbedOptions): DrawnPage {
    return passing(noFeedNotice(placeOf(this.site, '/embed/feed'), lang));
  }

  #placeOf(feed: string): FeedPlace {
    return { ...placeOf(this.site, `/embed/${feed}`), feed };
  }
}

function markOf({ epoch, seq, tag }: Position): string {
  return `${epoch}.${seq}.${tag}`;
}
