/** The house a page belongs to: what the operator said of it, and nothing that a request claims. */
export interface Site {
  /** The address that readers know, without a slash at its end; undefined: pages name none. */
  readonly publicUrl: string | undefined;
  readonly publisher?: Publisher;
}

/** Whose news it is. */
export interface Publisher {
  readonly name: string;
  readonly url?: string;
  readonly logo?: string;
}

/**
 * Where a page stands. Its addresses are relative to itself: it works at any origin and below any path, and no
 * request can make it name another server to whoever gets it out of a cache.
 */
export interface Place {
  readonly site: Site;
  /** From the page to the site's root: "./", "../", "../../../". */
  readonly up: string;
}

export interface FeedPlace extends Place {
  readonly feed: string;
}

/** The folders between a page and the root are the slashes of its path but the first. `path` begins with a slash. */
export function placeOf(site: Site, path: string): Place {
  const folders = Math.min(64, path.split('/').length - 2);
  return { site, up: folders === 0 ? './' : '../'.repeat(folders) };
}

/** A link on the page to a path of the site ("newsroom"; the root is ""). */
export function linkTo({ up }: Place, path: string): string {
  return up + path;
}

/** The address that others know a path by; the relative one where no public address is known. */
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
