import { layoutOf } from '../../feed/draw/layouts.ts';
import { toHtml } from '../../feed/draw/html.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { entryList } from '../pages/ticker-markup.ts';
import type { FeedPlace, Site } from '../shell/place.ts';
import { siteEdition } from '../shell/site-edition.ts';
import type { FragmentQuery } from './fragment-query.ts';

/**
 * The newest items as one element for other sites' templates: the list that a `<live-ticker>` around it takes over and
 * continues. It holds no script and no style.
 */
export function fragmentHtml(
  site: Site,
  { feed, info, items }: Snapshot,
  { layout, limit }: FragmentQuery,
): string {
  const { publicUrl } = site;
  // A relative link would lead to a page of the site that shows the fragment.
  const place: FeedPlace = { site, up: `${publicUrl ?? ''}/`, feed };
  const drawn = layoutOf(layout);
  const list = entryList(drawn.pick(items, limit), info, siteEdition(place, info), drawn);
  const marked = h('ol', { ...list.attrs, 'data-layout': layout }, list.children);
  return `${toHtml(publicUrl === undefined ? marked : withOrigin(marked, publicUrl))}\n`;
}

/** An editor's link to a path of this server ("/about") leads there from any site. */
function withOrigin({ tag, attrs, children }: Element, publicUrl: string): Element {
  const found = Object.entries(attrs).map(([name, value]): [string, string] => {
    const isPath = (name === 'href' || name === 'src') && value.startsWith('/');
    return [name, isPath ? new URL(value, publicUrl).href : value];
  });
  return {
    tag,
    attrs: Object.fromEntries(found),
    children: children.map((child) =>
      typeof child === 'string' ? child : withOrigin(child, publicUrl),
    ),
  };
}
