import { isMediaPath } from '../../feed/media-address.ts';
import type { Markup } from '../../feed/draw/markup.ts';
import type { Place } from '../shell/place.ts';

/**
 * The address of a picture or link for documents that are read elsewhere: a path of this site ("/map.png") gets the
 * public address; without a public address it stays as it is. What an editor wrote with spaces or quotes is written as
 * a URI, which documents with a schema ask for.
 */
export function wholeAddress({ site: { publicUrl } }: Place, url: string): string {
  // An upload is below the public address; where else a path leads, its editor knows.
  if (publicUrl !== undefined && isMediaPath(url)) return publicUrl + url;
  return URL.parse(url, publicUrl)?.href ?? url;
}

/** The markup with whole addresses in its links and pictures. */
export function withWholeAddresses(place: Place, markup: Markup): Markup {
  if (typeof markup === 'string') return markup;
  const attrs = Object.entries(markup.attrs).map(([name, value]): [string, string] => [
    name,
    name === 'href' || name === 'src' ? wholeAddress(place, value) : value,
  ]);
  return {
    tag: markup.tag,
    attrs: Object.fromEntries(attrs),
    children: markup.children.map((child) => withWholeAddresses(place, child)),
  };
}
