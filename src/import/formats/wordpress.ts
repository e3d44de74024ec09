import type { Fields } from '../../feed/shape.ts';
import { parseFragment } from 'parse5';
import { attribute, found } from '../html/elements.ts';
import { readHtml } from '../html/read-html.ts';
import type { ToldEntry } from '../told/told.ts';
import { bylinesOf } from './authors.ts';
import type { Format } from './format.ts';
import { fieldsIn, jsonOf, listIn, textIn } from './json-fields.ts';
import { jsonPages } from './json-pages.ts';
import { goneEntry, simpleEntry } from './simple-entry.ts';

/** Entries of Automattic's Liveblog, as `/wp-json/liveblog/v1/{post}/entries/…` answers them: https://github.com/Automattic/liveblog. */
export const wordpress: Format = {
  title: 'Liveblog of WordPress',
  fits: (beginning) =>
    /^\s*\{/.test(beginning) &&
    /"entries"/.test(beginning) &&
    /"(entry_time|css_classes|share_link)"/.test(beginning),
  // `/get-entries/{page}/{last known entry}` answers a page of several; `/entries/{from}/{until}` answers all of them.
  pages: jsonPages('entries', ({ page, pages }, url) => {
    const of = /\/get-entries\/\d+(?=\/|$)/;
    if (!of.test(url) || !(Number(page) < Number(pages))) return undefined;
    return url.replace(of, `/get-entries/${Number(page) + 1}`);
  }),
  async *read(source) {
    const answer = fieldsIn(await jsonOf(source));
    const entries = listIn(answer['entries']);
    const latest = new Map<string, Fields>();
    // An update comes as an entry of its own, under the id of the first. The newest counts.
    for (const entry of entries.toSorted(
      (a, b) => Number(a['timestamp']) - Number(b['timestamp']),
    )) {
      const id = String(entry['id']);
      latest.set(id, {
        ...entry,
        first: latest.get(id)?.['first'] ?? entry['entry_time'] ?? entry['timestamp'],
      });
    }
    for (const [id, entry] of latest) {
      if (entry['status'] === 'draft') yield { kind: 'loss', loss: 'draft' };
      else yield entryOf(id, entry, source.base);
    }
  },
};

function entryOf(id: string, entry: Fields, base: string | undefined): ToldEntry {
  const [postedAt, updatedAt] = [seconds(entry['first']), seconds(entry['timestamp'])];
  if (entry['type'] === 'delete') return goneEntry(id, postedAt, updatedAt);
  const html = textIn(entry['render'] ?? entry['html'] ?? entry['content']);
  const { losses, ...by } = bylinesOf(
    listIn(entry['authors']).map((author) => ({
      name: textIn(author['name']),
      picture: avatarIn(textIn(author['avatar'])),
    })),
  );
  return simpleEntry({
    externalId: id,
    postedAt,
    updatedAt,
    headline: textIn(entry['headline']),
    readings: [readHtml(html, base ?? (textIn(entry['share_link']) || undefined))],
    more: { ...by, ...((entry['key_event'] === true || isMarkedKey(entry)) && { key: true }) },
    losses,
  });
}

function isMarkedKey(entry: Fields): boolean {
  return /\btype-key\b/.test(textIn(entry['css_classes']));
}

/** Times are Unix seconds, as a number or as text. */
function seconds(value: unknown): unknown {
  return typeof value === 'string' && /^\d{9,11}$/.test(value) ? Number(value) : value;
}

/** The avatar is an element of HTML. */
function avatarIn(html: string): string | undefined {
  const [img] = html.length > 5_000 ? [] : found(parseFragment(html).childNodes, 'img');
  return (img && attribute(img, 'src')) || undefined;
}
