import type { FeedInfo } from '../feed/feed-info.ts';

/**
 * Whether a page of this origin may show the feed: the feed's allow-list, one setting for sockets, CORS
 * and frames. No list: everybody. No origin: no browser, nothing to protect. Our own pages always may.
 */
export function mayShow(
  info: FeedInfo,
  origin: string | undefined,
  own: { readonly host: string | undefined; readonly publicUrl: string | undefined },
): boolean {
  const { origins } = info;
  if (origins === undefined || origin === undefined) return true;
  if (origins.includes(origin) || origin === own.publicUrl) return true;
  return own.host !== undefined && URL.parse(origin)?.host === own.host;
}
