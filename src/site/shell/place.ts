/** The site of a page, as the operator has configured it. Nothing in it comes from a request. */
export interface Site {
  /** The public address, without a slash at its end; without it pages contain no absolute address. */
  readonly publicUrl: string | undefined;
  readonly publisher?: Publisher;
  /** The address of the server's own hub (WebSub), which tells when a feed's documents change. */
  readonly hub?: string;
  /** The address of a public hub that is told of public feeds. */
  readonly publicHub?: string;
  /** It has no newsroom: its feeds come from another server. */
  readonly isRelay?: true;
}

/** The publisher of the news. */
export interface Publisher {
  readonly name: string;
  readonly url?: string;
  readonly logo?: string;
}

/**
 * The place of a page in the site. Addresses in a page are relative to the page, so it works at any origin and below
 * any path, and no request can put another server's address into a cached page.
 */
export interface Place {
  readonly site: Site;
  /** The relative path from the page to the site's root: "./", "../", "../../../". */
  readonly up: string;
}

export interface FeedPlace extends Place {
  readonly feed: string;
}

/** The place of the page at `path`, which begins with a slash: each further slash is a folder below the root. */
export function placeOf(site: Site, path: string): Place {
  const folders = Math.min(64, path.split('/').length - 2);
  return { site, up: folders === 0 ? './' : '../'.repeat(folders) };
}

/** A link on the page to a path of the site ("newsroom"; the root is ""). */
export function linkTo({ up }: Place, path: string): string {
  return up + path;
}

/** The absolute address of a path for other sites; relative without a public address. */
export function publicLink(place: Place, path: string): string {
  const { publicUrl } = place.site;
  return publicUrl === undefined ? linkTo(place, path) : `${publicUrl}/${path}`;
}

export function feedPath(feed: string): string {
  return `feeds/${feed}`;
}

export function itemPath(feed: string, id: string): string {
  return `${feedPath(feed)}/items/${id}`;
}
