import { feedPath, publicLink, type FeedPlace } from '../shell/place.ts';

/**
 * The header `Link` by which programs find the hubs of a document, and the address under which to subscribe to it there (WebSub,
 * section 4). Undefined without hubs.
 */
export function hubLinks(place: FeedPlace, file: string): string | undefined {
  const { hubs = [] } = place.site;
  if (hubs.length === 0) return undefined;
  const self = publicLink(place, `${feedPath(place.feed)}/${file}`);
  return [...hubs.map((hub) => `<${hub}>; rel="hub"`), `<${self}>; rel="self"`].join(', ');
}
