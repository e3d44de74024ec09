import type { Fields } from '../../feed/shape.ts';
import { Addresses } from '../html/addresses.ts';
import { reading, textBlock } from '../html/plain-html.ts';
import { readHtml, type ReadHtml } from '../html/read-html.ts';
import { externalIdOf } from '../told/external-id.ts';
import type { ToldEntry } from '../told/told.ts';
import { bylinesOf, tagsOf } from './authors.ts';
import type { Format } from './format.ts';
import { fieldsIn, jsonOf, listIn, textIn } from './json-fields.ts';
import { jsonPages } from './json-pages.ts';
import { simpleEntry } from './simple-entry.ts';

/** JSON Feed 1 and 1.1: https://www.jsonfeed.org/version/1.1/. */
export const jsonFeed: Format = {
  title: 'JSON Feed',
  fits: (beginning) => /"https?:(\\?\/){2}(www\.)?jsonfeed\.org(\\?\/)version/.test(beginning),
  pages: jsonPages('items', ({ next_url: next }, url) =>
    textIn(next) === '' ? undefined : URL.parse(textIn(next), url)?.href,
  ),
  async *read(source) {
    const feed = fieldsIn(await jsonOf(source));
    yield { kind: 'loss', loss: 'feed information' };
    const base = textIn(feed['home_page_url']) || source.base;
    for (const item of listIn(feed['items']).toReversed()) yield entryOf(item, base);
  },
};

function entryOf(item: Fields, base: string | undefined): ToldEntry {
  const addresses = new Addresses(base);
  const html = textIn(item['content_html']);
  const text = textIn(item['content_text'] ?? item['summary']);
  const body =
    html === ''
      ? text
          .split(/\n{2,}/)
          .filter(Boolean)
          .map(textBlock)
      : [];
  const readings: ReadHtml[] = [html === '' ? reading.block(...body) : readHtml(html, base)];
  const image = addresses.absolute(textIn(item['image']));
  if (image !== undefined && readings[0]?.images.length === 0) {
    readings.push(reading.image({ url: image, alt: '' }));
  }
  if (listIn(item['attachments']).length > 0) readings.push(reading.loss('film'));
  const authors = listIn(item['authors'] ?? item['author']);
  const { losses: byLosses, ...by } = bylinesOf(
    authors.map((author) => ({
      name: textIn(author['name']),
      picture: textIn(author['avatar']) || undefined,
      url: textIn(author['url']) || undefined,
    })),
  );
  const words = Array.isArray(item['tags'])
    ? item['tags'].filter((tag) => typeof tag === 'string')
    : [];
  const { losses: tagLosses, ...tags } = tagsOf(words);
  const link = addresses.absolute(textIn(item['external_url'] ?? item['url']));
  return simpleEntry({
    externalId: externalIdOf(
      typeof item['id'] === 'number' ? String(item['id']) : textIn(item['id']),
    ),
    postedAt: item['date_published'],
    updatedAt: item['date_modified'],
    headline: textIn(item['title']),
    readings,
    more: { ...by, ...tags, ...(link !== undefined && { link }) },
    losses: [...byLosses, ...tagLosses],
  });
}
