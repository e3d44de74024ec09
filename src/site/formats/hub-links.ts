import { isUnlisted, needsToken, type FeedInfo } from '../../feed/feed-info.ts';
import { feedPath, publicLink, type FeedPlace, type Site } from '../shell/place.ts';

/**
 * The addresses of the hubs (WebSub) that tell when a feed's documents change: the server's own, and behind it the public
 * one, unless the feed is unlisted. None of a feed for signed-in readers.
 */
export function hubsOf({ hub, publicHub }: Site, info: FeedInfo): readonly string[] {
  if (needsToken(info)) return [];
  const others = isUnlisted(info) ? [] : [publicHub];
  return [hub, ...others].filter((url) => url !== undefined);
}

/**
 * The header `Link` by which programs find the hubs of a document, and the address under which to subscribe to it there (WebSub,
 * section 4). Undefined without hubs.
 */
export function hubLinks(place: FeedPlace, info: FeedInfo, file: string): string | undefined {
  const hubs = hubsOf(place.site, info);
  if (hubs.length === 0) return undefined;
  const self = publicLink(place, `${feedPath(place.feed)}/${file}`);
  return [...hubs.map((hub) => `<${hub}>; rel="hub"`), `<${self}>; rel="self"`].join(', ');
}
