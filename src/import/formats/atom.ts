import { Addresses } from '../html/addresses.ts';
import { plain } from '../html/pictures.ts';
import { reading, textBlock } from '../html/plain-html.ts';
import { readHtml, type ReadHtml } from '../html/read-html.ts';
import { externalIdOf } from '../told/external-id.ts';
import type { ToldEntry } from '../told/told.ts';
import { bylinesOf, tagsOf } from './authors.ts';
import type { Format } from './format.ts';
import { goneEntry, simpleEntry } from './simple-entry.ts';
import { child, childText, xmlElements, type XmlElement } from './xml-elements.ts';
import { xmlPages } from './xml-pages.ts';

/** What is gone, as it is mostly written (RFC 6721). */
const gone = 'at:deleted-entry';
const entries = new Set(['entry', gone]);

/** Atom (RFC 4287). */
export const atom: Format = {
  title: 'Atom',
  fits: (beginning) => /<feed[\s>][^>]*http:\/\/www\.w3\.org\/2005\/Atom/.test(beginning),
  pages: xmlPages({
    roots: new Set(['feed']),
    entries,
    around: ['<feed xmlns="http://www.w3.org/2005/Atom">', '</feed>'],
  }),
  async *read(source) {
    yield { kind: 'loss', loss: 'feed information' };
    for await (const entry of xmlElements(source, entries)) {
      yield entry.name === gone ? goneOf(entry) : entryOf(entry, source.base);
    }
  },
};

function goneOf({ attributes }: XmlElement): ToldEntry {
  const { ref = '', when } = attributes;
  return goneEntry(externalIdOf(ref), when, when);
}

function entryOf(entry: XmlElement, given: string | undefined): ToldEntry {
  const links = entry.children.filter(({ name }) => name === 'link');
  const main = links.find(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
  const base = entry.attributes['xml:base'] ?? given;
  const link = new Addresses(base).absolute(main?.attributes['href'] ?? '');
  const text = child(entry, 'content', 'summary');
  const readings: ReadHtml[] = text === undefined ? [] : [readText(text, link ?? base)];
  if (links.some(({ attributes }) => attributes['rel'] === 'enclosure')) {
    readings.push(reading.loss('film'));
  }
  const { losses: byLosses, ...by } = bylinesOf(
    entry.children
      .filter(({ name }) => name === 'author')
      .map((author) => ({
        name: childText(author, 'name'),
        url: childText(author, 'uri') || undefined,
      })),
  );
  const { losses: tagLosses, ...tags } = tagsOf(
    entry.children
      .filter(({ name }) => name === 'category')
      .map(({ attributes }) => attributes['label'] ?? attributes['term'] ?? ''),
  );
  const title = child(entry, 'title');
  return simpleEntry({
    externalId: externalIdOf(childText(entry, 'id')),
    postedAt: childText(entry, 'published') || childText(entry, 'updated') || undefined,
    updatedAt: childText(entry, 'updated') || undefined,
    headline: title === undefined ? '' : titleOf(title),
    readings,
    more: { ...by, ...tags, ...(link !== undefined && { link }) },
    losses: [...byLosses, ...tagLosses],
  });
}

/** `type`: text, html (as text), or xhtml (as elements). */
function readText({ attributes, text, inner }: XmlElement, base: string | undefined): ReadHtml {
  const { type = 'text' } = attributes;
  if (type === 'xhtml') return readHtml(inner, base);
  if (/^(html|text\/html)$/.test(type)) return readHtml(text, base);
  return reading.block(
    ...text
      .split(/\n{2,}/)
      .map(plain)
      .filter(Boolean)
      .map(textBlock),
  );
}

function titleOf(title: XmlElement): string {
  const { attributes, text, inner } = title;
  if (attributes['type']?.endsWith('html') !== true) return text;
  return plain((attributes['type'] === 'xhtml' ? inner : text).replace(/<[^>]*>/g, ''));
}
