import { Addresses } from '../html/addresses.ts';
import { plain } from '../html/pictures.ts';
import { reading } from '../html/plain-html.ts';
import { readHtml, type ReadHtml } from '../html/read-html.ts';
import { externalIdOf } from '../told/external-id.ts';
import type { ToldEntry } from '../told/told.ts';
import { bylinesOf, tagsOf } from './authors.ts';
import type { Format } from './format.ts';
import { countIn } from './json-fields.ts';
import { simpleEntry } from './simple-entry.ts';
import { child, childText, xmlElements, type XmlElement } from './xml-elements.ts';
import { xmlPages } from './xml-pages.ts';

const entries = new Set(['item']);

/** RSS 2.0 and 1.0, with `content:encoded`, Dublin Core, Media RSS and Atom's `updated`: https://www.rssboard.org/rss-specification. */
export const rss: Format = {
  title: 'RSS',
  fits: (beginning) => /<(rss|rdf:RDF)[\s>]/.test(beginning),
  pages: xmlPages({
    roots: new Set(['rss', 'RDF', 'channel']),
    entries,
    around: ['<rss><channel>', '</channel></rss>'],
  }),
  async *read(source) {
    yield { kind: 'loss', loss: 'feed information' };
    for await (const item of xmlElements(source, entries)) yield entryOf(item, source.base);
  },
};

function entryOf(item: XmlElement, base: string | undefined): ToldEntry {
  const link = childText(item, 'link') || (item.attributes['rdf:about'] ?? '');
  const addresses = new Addresses(base ?? (URL.canParse(link) ? link : undefined));
  const html = childText(item, 'content:encoded', 'description');
  const url = addresses.absolute(link);
  const readings: ReadHtml[] = [readHtml(html, url ?? base)];
  const media = item.children.filter(({ name }) =>
    /^(media:content|media:thumbnail|enclosure)$/.test(name),
  );
  const shown = readings.flatMap(({ images }) => images);
  for (const each of media) {
    const address = addresses.absolute(each.attributes['url'] ?? '');
    const type = each.attributes['type'] ?? each.attributes['medium'] ?? 'image';
    if (address === undefined) continue;
    if (!type.startsWith('image')) readings.push(reading.loss('film'));
    else if (shown.length === 0) readings.push(mediaImage(each, address));
  }
  const authors = item.children.filter(({ name }) => name === 'dc:creator' || name === 'author');
  const { losses: byLosses, ...by } = bylinesOf(
    authors.map(({ text }) => ({ name: /^\S+@\S+ \((.+)\)$/.exec(text.trim())?.[1] ?? text })),
  );
  const { losses: tagLosses, ...tags } = tagsOf(
    item.children.filter(({ name }) => name === 'category').map(({ text }) => text),
  );
  return simpleEntry({
    externalId: externalIdOf(childText(item, 'guid') || link),
    postedAt: childText(item, 'pubDate', 'dc:date') || undefined,
    updatedAt: childText(item, 'atom:updated', 'dcterms:modified') || undefined,
    headline: plain(childText(item, 'title')),
    readings,
    more: { ...by, ...tags, ...(url !== undefined && { link: url }) },
    losses: [...byLosses, ...tagLosses],
  });
}

function mediaImage(element: XmlElement, url: string): ReadHtml {
  const caption = plain(child(element, 'media:description', 'media:title')?.text ?? '');
  const credit = plain(child(element, 'media:credit')?.text ?? '');
  const [width, height] = [
    countIn(element.attributes['width']),
    countIn(element.attributes['height']),
  ];
  return reading.image({
    url,
    alt: caption,
    ...(caption !== '' && { caption: caption.slice(0, 1_000) }),
    ...(credit !== '' && { credit: credit.slice(0, 300) }),
    ...(width !== undefined && height !== undefined && { width, height }),
  });
}
