import { parseFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { Entry, Item } from '../../src/feed/item.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { atom } from '../../src/site/formats/atom.ts';
import { rss } from '../../src/site/formats/rss.ts';
import { placeOf, type Site } from '../../src/site/shell/place.ts';
import { hostile, hostileItem, hostileSnapshot } from './hostile.ts';
import { parseStrictly, textsAt, validate } from './strict-xml.ts';

const site: Site = {
  publicUrl: 'https://live.example/news',
  hub: 'https://live.example/news/websub',
  publisher: {
    name: 'The <Paper> & Co',
    url: 'https://paper.example/',
    logo: 'https://paper.example/l.png',
  },
};
/** What ends a CDATA section, what XML forbids, half surrogate pairs, and what people write. */
const control = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join('');
const nasty = `${hostile} ]]> <![CDATA[ & &amp; &#0; ${control} \ud800 \udfff \ufffe \uffff שלום مرحبا 👩‍👩‍👧 𝒳 end`;

const info: FeedInfo = {
  title: nasty,
  description: nasty,
  lang: 'he',
  timezone: 'UTC',
  coverage: 'open',
};
const item: Item = {
  ...hostileItem,
  headline: nasty,
  body: [{ kind: 'paragraph', children: [{ kind: 'text', text: nasty }] }, ...hostileItem.body],
  bylines: [nasty, 'Ann'],
  tags: [nasty],
  lang: 'ar-EG',
  link: 'https://a.example/story?a=1&b="2 3"',
  image: { url: '/map.png', alt: nasty, caption: nasty, credit: nasty },
  updatedAt: '2030-03-04T19:00:00.000Z',
};
const struck: Item = {
  ...item,
  id: '0195a1b2-0000-7000-8000-000000000002',
  remarks: [{ kind: 'strike', at: item.updatedAt, note: nasty }],
};
const gone: Entry = {
  id: '0195a1b2-0000-7000-8000-000000000003',
  postedAt: item.postedAt,
  removedAt: '2030-03-04T20:00:00.000Z',
};
const story: Item = {
  id: '0195a1b2-0000-7000-8000-000000000004',
  rev: 1,
  headline: 'Gates shut & locked',
  body: [
    {
      kind: 'paragraph',
      children: [
        { kind: 'text', text: 'All ' },
        { kind: 'strong', children: [{ kind: 'text', text: 'four' }] },
        { kind: 'text', text: ' are down.' },
      ],
    },
  ],
  bylines: ['Ann Lee', 'Bo Ek'],
  breaking: false,
  key: false,
  pinned: false,
  tags: ['port'],
  image: { url: '/map.png', alt: 'A map' },
  postedAt: '2030-03-04T18:04:00.000Z',
  updatedAt: '2030-03-04T18:04:00.000Z',
};

function draw(
  format: typeof rss,
  items: readonly Entry[],
  more: { readonly info?: FeedInfo; readonly site?: Site } = {},
): string {
  const name = format === rss ? 'rss.xml' : 'atom.xml';
  const place = { ...placeOf(more.site ?? site, `/feeds/storm/${name}`), feed: 'storm' };
  const snapshot: Snapshot = { ...hostileSnapshot, feed: 'storm', info: more.info ?? info, items };
  return format.draw(place, snapshot);
}

const plain: FeedInfo = { title: 'Storm', lang: 'en', timezone: 'UTC', coverage: 'open' };

describe.each([
  ['RSS', rss, 'rss.rng'],
  ['Atom', atom, 'atom.rng'],
] as const)('%s', (_name, format, schema) => {
  test('is well-formed and true to its schema whatever the texts are', () => {
    const document = parseStrictly(draw(format, [item, struck, gone, story]));
    validate(document, schema);
    const texts = textsAt(document, '//*[not(*)] | //@*').join(' ');
    expect(texts).toContain('שלום مرحبا 👩‍👩‍👧 𝒳 end');
    expect(texts).toContain(']]> <![CDATA[ & &amp; &#0;');
    // Elements are our own: nothing that an editor wrote has become one.
    expect(textsAt(document, '//*[local-name()="script" or local-name()="img"]')).toEqual([]);
    document.dispose();
  });

  test('of an empty feed is true to its schema', () => {
    validate(parseStrictly(draw(format, [])), schema);
  });

  test('the schema fails what is wrong', () => {
    const broken = draw(format, [story]).replace(/<title>.*?<\/title>/, '');
    expect(() => validate(parseStrictly(broken), schema)).toThrow();
  });

  test('is read by two feed parsers: whole text, whole addresses, stable ids, names', async () => {
    const xml = draw(format, [story], { info: plain });
    const id = `urn:uuid:${story.id}`;
    const link = `https://live.example/news/feeds/storm/items/${story.id}`;
    const words = '<p>All <strong>four</strong> are down.</p>';
    const read = await new RssParser().parseString(xml);
    const [first] = read.items;
    expect([read.title, read.link, read.items.length]).toEqual([
      'Storm',
      'https://live.example/news/feeds/storm',
      1,
    ]);
    expect([first?.title, first?.link, first?.isoDate]).toEqual([
      'Gates shut & locked',
      link,
      story.postedAt,
    ]);
    expect(first?.guid ?? first?.['id']).toBe(id);
    const content = String(first?.['content:encoded'] ?? first?.content);
    expect(content).toContain(words);
    expect(content).toContain('src="https://live.example/map.png"');

    const { feed } = parseFeed(xml);
    const again = JSON.stringify(feed);
    for (const text of ['Storm', id, link, 'Ann Lee', 'Bo Ek', 'The <Paper> & Co', 'port']) {
      if (text !== 'The <Paper> & Co' || format === atom) expect(again).toContain(text);
    }
    expect(again).toContain(JSON.stringify(words).slice(1, -1));
  });

  test('says of a struck item that it is, first of all, in the words of the language', () => {
    const german = { ...plain, lang: 'de' };
    const document = parseStrictly(draw(format, [struck], { info: german }));
    const title = '//item/title | //a:entry/a:title';
    const html = '//content:encoded | //a:content';
    expect(textsAt(document, title).join()).toMatch(/^Zurückgezogen: /);
    expect(textsAt(document, html).join()).toMatch(
      /^<div dir="rtl"><p>.*<strong>Zurückgezogen<\/strong> — .*<del><figure/s,
    );
    const summary = textsAt(document, '//item/description | //a:summary').join();
    expect(summary).toMatch(/^Zurückgezogen — /);
  });
});

test('Atom: `updated` moves with a wording, ids and `published` stay; a feed is as new as its latest change', () => {
  const later = { ...story, rev: 2, updatedAt: '2030-03-04T21:00:00.000Z' };
  const [before, after] = [draw(atom, [story]), draw(atom, [later])].map(parseStrictly);
  if (before === undefined || after === undefined) throw new Error('not drawn');
  for (const stable of ['//a:feed/a:id', '//a:entry/a:id', '//a:published']) {
    expect(textsAt(after, stable)).toEqual(textsAt(before, stable));
  }
  expect(textsAt(before, '//a:updated')).toEqual([story.postedAt, story.postedAt]);
  expect(textsAt(after, '//a:updated')).toEqual([later.updatedAt, later.updatedAt]);
});

test('Atom: an item that was taken down is a deleted entry with its id and time, and has no word', () => {
  const document = parseStrictly(draw(atom, [story, gone]));
  expect(textsAt(document, '//at:deleted-entry/@ref')).toEqual([`urn:uuid:${gone.id}`]);
  expect(textsAt(document, '//at:deleted-entry/@when')).toEqual(['2030-03-04T20:00:00.000Z']);
  expect(textsAt(document, '//at:deleted-entry')).toEqual(['']);
  expect(textsAt(document, '/a:feed/a:updated')).toEqual(['2030-03-04T20:00:00.000Z']);
});

test('without a public address Atom is valid with relative links, and no address is made up', () => {
  const xml = draw(atom, [story], { site: { publicUrl: undefined }, info: plain });
  const document = parseStrictly(xml);
  validate(document, 'atom.rng');
  expect(textsAt(document, '//a:entry/a:link/@href')).toEqual([
    `../../feeds/storm/items/${story.id}`,
  ]);
  expect(xml).not.toMatch(/localhost|https?:\/\/(?!www\.w3\.org|purl\.org)/);
});
