import type { CountsByFeed, SitesNotice } from '../../bus/notice.ts';
import type { SiteReaders } from '../../feed/newsroom-messages.ts';
import { otherSite, ownSite } from '../../gateway/numbers/site-of.ts';
import { ToldByInstances } from '../../bus/told-by-instances.ts';

/** Sites of a feed that are named; the readers of all others are in one sum. */
export const maxSites = 50;
/** What an instance tells of all its feeds: a notice may have 64 KB. */
const maxTold = 48 * 1024;
/** What a name costs besides its letters: quotes, colon, number and comma. */
const overhead = 12;

/** The sites of an instance's readers, by feed. */
export type SitesHere = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** On which sites the readers of a feed are, at all instances. */
export class SiteCounts {
  private readonly told = new ToldByInstances<CountsByFeed>();

  hear({ instance, sites }: SitesNotice, nowMs: number): void {
    this.told.hear(instance, sites, nowMs);
  }

  /** The sites with the most of a feed's readers, then the rest of these, of which nothing is told. */
  of(feed: string, readers: number, nowMs: number): readonly SiteReaders[] {
    const sums = new Map<string, number>();
    for (const sites of this.told.latest(nowMs)) {
      if (!Object.hasOwn(sites, feed)) continue;
      for (const [site, count] of Object.entries(sites[feed] ?? {})) {
        sums.set(site, (sums.get(site) ?? 0) + count);
      }
    }
    const named = mostOf(sums).filter(([, count]) => count > 0);
    const rest = named.reduce((left, [, count]) => left - count, readers);
    const sites = rest > 0 ? [...named, [otherSite, rest] as const] : named;
    return sites.map(([site, count]) => ({ site, readers: count }));
  }
}

/**
 * What an instance tells of its readers' sites: of each feed those with the most, without the rest. `pages`: the feed of
 * each editor's page here (see countsOf).
 */
export function sitesTold(here: SitesHere, pages: readonly string[]): CountsByFeed {
  const feeds = new Map([...here].map(([feed, sites]) => [feed, new Map(sites)]));
  for (const feed of pages) {
    const sites = feeds.get(feed) ?? new Map<string, number>();
    feeds.set(feed, sites.set(ownSite, (sites.get(ownSite) ?? 0) - 1));
  }
  const rows = [...feeds].flatMap(([feed, sites]) =>
    mostOf(sites).map(([site, count]) => ({ feed, site, count })),
  );
  rows.sort((a, b) => b.count - a.count);
  const told: Record<string, Record<string, number>> = {};
  let bytes = 0;
  for (const { feed, site, count } of rows) {
    const isNew = !Object.hasOwn(told, feed);
    bytes += site.length + overhead + (isNew ? feed.length + overhead : 0);
    if (bytes > maxTold) break;
    (told[feed] ??= {})[site] = count;
  }
  return told;
}

/** The sites of both lists, added up. */
export function together(
  lists: readonly Iterable<readonly [string, ReadonlyMap<string, number>]>[],
): SitesHere {
  const feeds = new Map<string, Map<string, number>>();
  for (const [feed, sites] of lists.flatMap((list) => [...list])) {
    const known = feeds.get(feed) ?? new Map<string, number>();
    feeds.set(feed, known);
    for (const [site, count] of sites) known.set(site, (known.get(site) ?? 0) + count);
  }
  return feeds;
}

/** Our own pages are always among them. */
function mostOf(sites: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...sites]
    .filter(([site, count]) => site !== otherSite && count !== 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .filter(([site], place) => place < maxSites || site === ownSite);
}
