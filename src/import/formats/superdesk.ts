import type { Fields } from '../../feed/shape.ts';
import { Addresses } from '../html/addresses.ts';
import { plain } from '../html/pictures.ts';
import { linkBlock, reading, textBlock } from '../html/plain-html.ts';
import { readHtml, type ReadHtml } from '../html/read-html.ts';
import { placed } from '../told/placed.ts';
import type { ToldEntry } from '../told/told.ts';
import { bylinesOf } from './authors.ts';
import type { Format } from './format.ts';
import { countIn, fieldsIn, jsonOf, listIn, textIn } from './json-fields.ts';
import { jsonPages } from './json-pages.ts';
import { amongParts, goneEntry, simpleEntry } from './simple-entry.ts';

/** Posts of Superdesk's Live Blog, as `/api/client_blogs/{id}/posts` answers them: https://github.com/superdesk/liveblog. */
export const superdesk: Format = {
  title: 'Live Blog of Superdesk',
  fits: (beginning) =>
    /"_items"/.test(beginning) && /"(groups|post_status|sticky|lb_highlight)"/.test(beginning),
  pages: jsonPages('_items', ({ _meta: meta, _items: posts }, url) => {
    const { page, max_results: size, total } = fieldsIn(meta);
    const isLast = !(Number(page) * Number(size) < Number(total)) || listIn(posts).length === 0;
    return isLast ? undefined : withQuery(url, 'page', String(Number(page) + 1));
  }),
  async *read(source, nowMs) {
    const posts = listIn(fieldsIn(await jsonOf(source))['_items']);
    const shown = posts.filter(isShown);
    if (shown.length < posts.length) yield { kind: 'loss', loss: 'draft' };
    // The top of the list first: by the editors' order, where there is one.
    const ordered = shown.toSorted((a, b) => orderOf(b) - orderOf(a));
    const sticky = shown.filter((post) => post['sticky'] === true && !isGone(post));
    const [pin] = sticky;
    const entries = placed(
      ordered.map((post) => entryOf(post, source.base, sticky.slice(1).includes(post))),
      nowMs,
    );
    for (const entry of entries.toReversed()) yield entry;
    if (pin !== undefined) yield { kind: 'pin', externalId: idOf(pin) };
  },
};

function withQuery(url: string, name: string, value: string): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}

/** Drafts, contributions that wait for an editor, and posts that are yet to come were published to nobody. */
function isShown(post: Fields): boolean {
  return isGone(post) || post['post_status'] === undefined || post['post_status'] === 'open';
}

function isGone(post: Fields): boolean {
  const [out, back] = [textIn(post['published_date']), textIn(post['unpublished_date'])];
  return post['deleted'] === true || (back !== '' && Date.parse(back) > Date.parse(out));
}

/** Where no order is told, time is it. */
function orderOf(post: Fields): number {
  const { order } = post;
  return typeof order === 'number' ? order : Date.parse(textIn(postedAt(post))) / 1e15;
}

function idOf(post: Fields): string {
  return textIn(post['_id'] ?? post['guid']);
}

function postedAt(post: Fields): unknown {
  return post['published_date'] ?? post['firstcreated'] ?? post['_created'];
}

function entryOf(post: Fields, base: string | undefined, isSecondPin: boolean): ToldEntry {
  const updatedAt = post['content_updated_date'] ?? post['versioncreated'] ?? post['_updated'];
  const gone = textIn(post['unpublished_date']) || updatedAt;
  if (isGone(post)) return goneEntry(idOf(post), postedAt(post), gone);
  const items = listIn(post['groups'])
    .filter((group) => group['id'] === 'main')
    .flatMap((group) => listIn(group['refs']))
    .map((ref) => fieldsIn(ref['item']));
  const creator = fieldsIn(post['original_creator']);
  const { losses: byLosses, ...by } = bylinesOf([
    {
      name: textIn(creator['byline'] ?? creator['display_name']),
      picture: textIn(creator['picture_url']) || undefined,
    },
  ]);
  const readings = items.map((item) => readItem(item, base));
  const isKey = post['lb_highlight'] === true || post['highlight'] === true || isSecondPin;
  const tags = Array.isArray(post['tags']) ? { tags: post['tags'] } : {};
  return simpleEntry({
    externalId: idOf(post),
    postedAt: postedAt(post),
    updatedAt,
    headline: textIn(post['headline']),
    readings,
    more: { ...by, ...(isKey && { key: true }), ...tags },
    losses: [
      ...byLosses,
      ...amongParts(readings),
      ...(isSecondPin ? (['several pins'] as const) : []),
    ],
  });
}

function readItem(item: Fields, base: string | undefined): ReadHtml {
  const meta = fieldsIn(item['meta']);
  const text = textIn(item['text']);
  const url = new Addresses(base).absolute(textIn(meta['original_url'] ?? meta['url']));
  switch (textIn(item['item_type'])) {
    case 'text':
      return readHtml(text, base);
    case 'image':
      return picture(meta, text, base);
    case 'quote': {
      const said = textIn(meta['quote']);
      const who = plain(textIn(meta['credit']));
      if (said === '') return readHtml(text, base);
      const children = [
        ...readHtml(said, base).body,
        ...(who === '' ? [] : [textBlock(`— ${who}`)]),
      ];
      return reading.block({ kind: 'quote', children });
    }
    case 'comment': {
      const who = plain(textIn(meta['commenter'] ?? item['commenter'])) || 'a reader';
      const children = [...readHtml(text, base).body, textBlock(`— ${who}`)];
      return { ...reading.block({ kind: 'quote', children }), losses: ['comment'] };
    }
    case 'embed':
      return embed(meta, text, url, base);
    default: {
      const read = readHtml(text, base);
      return { ...read, losses: [...read.losses, 'structured fields'] };
    }
  }
}

/** A post of a network is a quote with its author and time; a film, what is loaded when asked for; else a card is a link. */
function embed(
  meta: Fields,
  text: string,
  url: string | undefined,
  base: string | undefined,
): ReadHtml {
  const own = textIn(meta['html']) || text;
  const html = own.replace(/<(div|a)\s[^>]*class="[^"]*\bhidden\b[^"]*"[^>]*>/g, '<$1 hidden>');
  const read = readHtml(html, base);
  const isPost = read.body.some(({ kind }) => kind === 'quote' || kind === 'embed');
  if (isPost || url === undefined) return read;
  const [title, about] = [plain(textIn(meta['title'])), plain(textIn(meta['description']))];
  const provider = textIn(meta['provider_name']);
  if (title === '') return reading.block({ kind: 'embed', provider, url });
  const card = reading.block(linkBlock(url, title), ...(about === '' ? [] : [textBlock(about)]));
  return textIn(meta['thumbnail_url']) === '' ? card : { ...card, losses: ['card picture'] };
}

function picture(meta: Fields, html: string, base: string | undefined): ReadHtml {
  const renditions = Object.values(fieldsIn(fieldsIn(meta['media'])['renditions'])).flatMap(listIn);
  const [widest] = renditions.sort(
    (a, b) => (countIn(b['width']) ?? 0) - (countIn(a['width']) ?? 0),
  );
  const url = new Addresses(base).absolute(textIn(widest?.['href'] ?? widest?.['media']));
  const read = readHtml(html, base);
  const [caption, credit] = [plain(textIn(meta['caption'])), plain(textIn(meta['credit']))];
  const known = { ...(caption !== '' && { caption }), ...(credit !== '' && { credit }) };
  if (url === undefined) {
    return { ...read, images: read.images.map((image) => ({ ...image, ...known })) };
  }
  const [width, height] = [countIn(widest?.['width']), countIn(widest?.['height'])];
  const alt = read.images[0]?.alt || caption;
  const size = width === undefined || height === undefined ? {} : { width, height };
  return { ...reading.image({ url, alt, ...known, ...size }), related: read.related };
}
