import { bodyMarkup } from '../../feed/draw/body-markup.ts';
import { toHtml } from '../../feed/draw/html.ts';
import { pageTitleOf } from '../../feed/draw/item-title.ts';
import { remarkName } from '../../feed/draw/item-parts.ts';
import { h, isSafeUrl } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { isTombstone, type Item } from '../../feed/item.ts';
import { isStruck, remarksOf } from '../../feed/remarks.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { feedPath, itemPath, publicLink, type FeedPlace } from '../shell/place.ts';
import type { Format } from './format.ts';

/** JSON Feed 1.1 (jsonfeed.org). */
export const jsonFeed: Format = {
  type: 'application/feed+json; charset=utf-8',
  name: 'JSON Feed',
  draw: (place, { info, items }) => {
    const path = feedPath(place.feed);
    return JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: info.title,
      home_page_url: publicLink(place, path),
      feed_url: publicLink(place, `${path}/feed.json`),
      description: info.description,
      language: info.lang,
      authors: place.site.publisher && [authorOf(place.site.publisher)],
      items: items.flatMap((entry) => (isTombstone(entry) ? [] : [posting(place, info, entry)])),
    });
  },
};

function posting(place: FeedPlace, info: FeedInfo, item: Item): object {
  const url = publicLink(place, itemPath(place.feed, item.id));
  const words = wordsFor(info.lang);
  const text = bodyMarkup(item.body, undefined);
  const remarks = remarksOf(item).map(({ kind, note }) =>
    h('p', {}, h('strong', {}, remarkName(kind, words)), ` — ${note}`),
  );
  const content = [...remarks, ...(isStruck(item) ? [h('del', {}, text)] : text)];
  return {
    id: item.id,
    url,
    external_url: item.link,
    title: pageTitleOf(item, words),
    content_html: content.map(toHtml).join(''),
    image: item.image !== undefined && isSafeUrl(item.image.url) ? item.image.url : undefined,
    date_published: item.postedAt,
    date_modified: item.updatedAt,
    authors: item.bylines.length > 0 ? item.bylines.map((name) => ({ name })) : undefined,
    tags: item.tags.length > 0 ? item.tags : undefined,
    language: item.lang,
  };
}

function authorOf({ name, url }: { readonly name: string; readonly url?: string }): object {
  return { name, url };
}
