import { Refusal } from '../../feed/refusal.ts';
import { Encoded } from '../../http/encoded.ts';
import type { LogReads } from '../../log/log-reads.ts';
import type { DrawnPage } from '../shell/page.ts';
import { PageMemory } from '../shell/page-memory.ts';
import type { Site } from '../shell/place.ts';
import type { PublicFeeds } from '../shell/public-feeds.ts';
import { newsSitemap } from './news-sitemap.ts';
import { recentNews } from './recent-news.ts';
import { robots } from './robots.ts';
import { securityTxt } from './security-txt.ts';
import { maxAddresses, sitemap, sitemapIndex, sitemapLines, type SitemapLine } from './sitemap.ts';

/** How long an item is news. */
const newsMs = 48 * 60 * 60 * 1000;
const minuteMs = 60_000;

/**
 * What crawlers ask for: robots.txt and the sitemaps, with public feeds only. A sitemap is drawn anew when a feed has
 * changed, which is looked for once a second at most.
 */
export class CrawlerDocuments {
  readonly #memory = new PageMemory(16 * 1024 * 1024);

  constructor(
    private readonly publicFeeds: PublicFeeds,
    private readonly log: Pick<LogReads, 'recent'>,
    private readonly site: Site,
    private readonly perSitemap = maxAddresses,
    private readonly clock: { readonly now: () => number } = Date,
    private readonly securityContact?: string,
  ) {}

  robots(): DrawnPage {
    return documentOf('text/plain; charset=utf-8', robots(this.site));
  }

  securityTxt(): DrawnPage {
    if (this.securityContact === undefined) {
      throw new Refusal('not_found', 'SECURITY_CONTACT is not set: nobody is named here.');
    }
    const text = securityTxt(this.securityContact, this.site, this.clock.now());
    return documentOf('text/plain; charset=utf-8', text);
  }

  /** The sitemap, or where it would be too long an index of its parts; with a number, that part. */
  async sitemap(number?: number): Promise<DrawnPage> {
    const publicUrl = this.#publicUrl();
    const { heads, mark } = await this.publicFeeds.list();
    const parts = partsOf(sitemapLines(heads), this.perSitemap);
    const part = number === undefined ? parts[0] : parts[number - 1];
    if (part === undefined) throw new Refusal('not_found', 'The sitemap has no such part.');
    return this.#memory.page(`sitemap#${number ?? ''}`, mark, async () =>
      documentOf(
        xmlType,
        number === undefined && parts.length > 1
          ? sitemapIndex(publicUrl, parts)
          : sitemap(publicUrl, part),
      ),
    );
  }

  /** The items of the last 48 hours. */
  async news(): Promise<DrawnPage> {
    const publicUrl = this.#publicUrl();
    const { heads, mark } = await this.publicFeeds.list();
    // Of whole minutes, so that a document is valid for as long.
    const nowMs = Math.floor(this.clock.now() / minuteMs) * minuteMs;
    const since = new Date(nowMs - newsMs).toISOString();
    return this.#memory.page('news', `${mark} ${since}`, async () => {
      const lines = await recentNews(this.log, heads, since, this.site.publisher?.name);
      return documentOf(xmlType, newsSitemap(publicUrl, lines));
    });
  }

  #publicUrl(): string {
    const { publicUrl } = this.site;
    if (publicUrl !== undefined) return publicUrl;
    throw new Refusal('not_found', 'A sitemap needs whole addresses: PUBLIC_URL is not set.');
  }
}

const xmlType = 'application/xml; charset=utf-8';

function documentOf(type: string, text: string): DrawnPage {
  return {
    status: 200,
    html: Encoded.text(text),
    type,
    framing: { kind: 'nobody' },
    isKept: true,
  };
}

/** Parts of at most `size` lines. */
function partsOf(lines: readonly SitemapLine[], size: number): readonly (readonly SitemapLine[])[] {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, index) =>
    lines.slice(index * size, (index + 1) * size),
  );
}
