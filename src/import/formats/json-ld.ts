import { parse } from 'parse5';
import type { Fields } from '../../feed/shape.ts';
import { Addresses } from '../html/addresses.ts';
import { attribute, found, wordsIn } from '../html/elements.ts';
import { plain } from '../html/pictures.ts';
import { reading, textBlock } from '../html/plain-html.ts';
import { readHtml, type ReadHtml } from '../html/read-html.ts';
import { wholeTextOf } from '../told/source.ts';
import { externalIdOf } from '../told/external-id.ts';
import type { ToldEntry } from '../told/told.ts';
import { unreadable } from '../told/unreadable.ts';
import { bylinesOf, tagsOf } from './authors.ts';
import type { Format } from './format.ts';
import { countIn, fieldsIn, listIn, parsedJson, textIn } from './json-fields.ts';
import { simpleEntry, textUnder } from './simple-entry.ts';

/** A `LiveBlogPosting` (https://schema.org/LiveBlogPosting), by itself or in the page of a live blog. */
export const jsonLd: Format = {
  title: 'JSON-LD (LiveBlogPosting), or a page that has it',
  fits: (beginning) =>
    /"@type"/.test(beginning) || /^\s*(<!doctype html|<html|<!--)/i.test(beginning),
  async *read(source) {
    const text = await wholeTextOf(source);
    const [blog] = documentsIn(text).flatMap(blogsIn);
    if (blog === undefined) {
      throw unreadable(
        'There is no LiveBlogPosting in it: give the address of a live blog’s page, or another form of it.',
      );
    }
    const base = textIn(blog['url']) || textIn(blog['@id']) || source.base;
    yield { kind: 'loss', loss: 'feed information' };
    for (const update of listIn(blog['liveBlogUpdate']).toReversed()) yield entryOf(update, base);
  },
};

function documentsIn(text: string): readonly unknown[] {
  if (!/^\s*</.test(text)) return [parsedJson(text)];
  const scripts = found(parse(text).childNodes, 'script').filter(
    (script) => attribute(script, 'type')?.trim().toLowerCase() === 'application/ld+json',
  );
  return scripts.map((script) => parsedJson(wordsIn(script.childNodes)));
}

/** The posting may stand in a list or a graph. */
function blogsIn(value: unknown): readonly Fields[] {
  return listIn(value).flatMap((each) => {
    const type = each['@type'];
    const types: readonly unknown[] = Array.isArray(type) ? type : [type];
    return types.includes('LiveBlogPosting') ? [each] : listIn(each['@graph']).flatMap(blogsIn);
  });
}

function entryOf(update: Fields, base: string | undefined): ToldEntry {
  const addresses = new Addresses(base);
  const body = textIn(update['articleBody'] ?? update['text']);
  // Markup where there is any; else lines of text.
  const isHtml = /<(p|br|a|div|ul|ol|strong|em|b|i|blockquote|h\d)\b[^>]*>/i.test(body);
  const lines = body.split(/\n+/).map(plain).filter(Boolean).map(textBlock);
  const readings: ReadHtml[] = [isHtml ? readHtml(body, base) : reading.block(...lines)];
  for (const image of picturesIn(update['image'])) {
    const url = addresses.absolute(image.url);
    if (url !== undefined) readings.push(reading.image({ ...image, url }));
  }
  for (const film of listIn(update['video'])) {
    const url = addresses.absolute(textIn(film['embedUrl'] ?? film['contentUrl'] ?? film['url']));
    if (url !== undefined) readings.push(reading.block({ kind: 'embed', provider: '', url }));
  }
  const { losses: byLosses, ...by } = bylinesOf(
    listOfAny(update['author']).map((author) => ({
      name: textUnder(author, 'name'),
      role: textIn(fieldsIn(author)['jobTitle']),
      url: textIn(fieldsIn(author)['url']) || undefined,
      picture: textUnder(fieldsIn(author)['image'], 'url') || undefined,
    })),
  );
  const { losses: tagLosses, ...tags } = tagsOf(
    listOfAny(update['keywords']).flatMap((words) => String(words).split(',')),
  );
  const language = textIn(update['inLanguage']);
  return simpleEntry({
    externalId: externalIdOf(
      textIn(update['@id']) || textIn(update['url']) || textIn(update['identifier']),
    ),
    postedAt: update['datePublished'],
    updatedAt: update['dateModified'],
    headline: textIn(update['headline'] ?? update['name']),
    readings,
    more: { ...by, ...tags, ...(language !== '' && { lang: language }) },
    losses: [...byLosses, ...tagLosses],
  });
}

function picturesIn(value: unknown) {
  return listOfAny(value).flatMap((image) => {
    const fields = fieldsIn(image);
    const url = typeof image === 'string' ? image : textIn(fields['url'] ?? fields['contentUrl']);
    const caption = plain(textIn(fields['caption'] ?? fields['description']));
    const credit = plain(textIn(fields['creditText']) || textUnder(fields['creator'], 'name'));
    const [width, height] = [countIn(fields['width']), countIn(fields['height'])];
    if (url === '') return [];
    return [
      {
        url,
        alt: plain(textIn(fields['name'])) || caption,
        ...(caption !== '' && { caption: caption.slice(0, 1_000) }),
        ...(credit !== '' && { credit: credit.slice(0, 300) }),
        ...(width !== undefined && height !== undefined && { width, height }),
      },
    ];
  });
}

function listOfAny(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
