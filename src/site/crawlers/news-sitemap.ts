import { titleOf } from '../../feed/draw/item-title.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Item } from '../../feed/item.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { xmlDocument } from '../formats/xml.ts';
import { itemPath } from '../shell/place.ts';

/** What a news sitemap says of an item. */
export interface NewsLine {
  readonly path: string;
  readonly title: string;
  readonly lang: string;
  readonly postedAt: string;
  readonly updatedAt: string;
  /** The publisher, or the feed where none is configured. */
  readonly publication: string;
}

export function newsLine(feed: string, info: FeedInfo, item: Item, publisher?: string): NewsLine {
  return {
    path: itemPath(feed, item.id),
    title: titleOf(item, undefined, wordsFor(info.lang)),
    lang: newsLanguage(item.lang ?? info.lang),
    postedAt: item.postedAt,
    updatedAt: item.updatedAt,
    publication: publisher ?? info.title,
  };
}

/** A news sitemap (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). */
export function newsSitemap(publicUrl: string, lines: readonly NewsLine[]): string {
  return xmlDocument(
    h(
      'urlset',
      {
        xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
        'xmlns:news': 'http://www.google.com/schemas/sitemap-news/0.9',
      },
      lines.map((line) => address(publicUrl, line)),
    ),
  );
}

function address(publicUrl: string, line: NewsLine): Element {
  return h(
    'url',
    {},
    h('loc', {}, `${publicUrl}/${line.path}`),
    h('lastmod', {}, line.updatedAt),
    h(
      'news:news',
      {},
      h(
        'news:publication',
        {},
        h('news:name', {}, line.publication),
        h('news:language', {}, line.lang),
      ),
      h('news:publication_date', {}, line.postedAt),
      h('news:title', {}, line.title),
    ),
  );
}

/** A language by its ISO 639 code, as a news sitemap wants it; Chinese by its script. */
function newsLanguage(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (language !== 'zh') return language;
  return script === 'Hant' ? 'zh-tw' : 'zh-cn';
}
