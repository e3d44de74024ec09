import { entryMarkup, rowMarkup } from '../../src/feed/draw/entry-markup.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import { clockTime, dayOf, type DayShape } from '../../src/feed/draw/clock-time.ts';
import { itemOf } from '../client/feed-of.ts';
import { h, isSafeUrl } from '../../src/feed/draw/markup.ts';
import type { Item } from '../../src/feed/item.ts';
import { tableOf, type Body } from '../../src/feed/body.ts';

const hostile = `"><img src=x onerror=alert(1)><script>alert(1)</script>&'`;

describe('drawn markup', () => {
  test('text and attributes are escaped, empty elements have no end', () => {
    const html = toHtml(
      h('p', { title: hostile, hidden: true, lang: false }, hostile, h('br', {})),
    );
    expect(html).not.toMatch(/<(img|script)/);
    expect(html).toMatch(/^<p title="[^"<>]*" hidden>[^<>]*<br><\/p>$/);
  });

  test('every field of an item may be hostile', () => {
    const body = [
      {
        kind: 'paragraph',
        children: [
          { kind: 'link', url: 'javascript:alert(1)', children: [{ kind: 'text', text: hostile }] },
        ],
      },
      { kind: 'image', url: 'javascript:alert(1)', alt: hostile, caption: hostile },
      { kind: 'code', text: hostile },
      tableOf([[{ kind: 'text', text: hostile }]], [[[{ kind: 'code', text: hostile }]]]),
      { kind: 'embed', provider: hostile, url: 'javascript:alert(1)' },
      { kind: 'list', ordered: false, items: [[{ kind: 'quote', children: [] }]] },
    ] satisfies Body;
    const item: Item = {
      id: '00000000-0000-7000-8000-000000000000',
      rev: 3,
      headline: hostile,
      body,
      bylines: [hostile],
      people: [{ name: hostile, role: hostile, picture: 'javascript:x', url: 'javascript:x' }],
      tags: [hostile],
      breaking: true,
      key: true,
      pinned: true,
      link: 'javascript:alert(1)',
      related: [{ url: 'javascript:alert(1)', title: hostile }],
      minutes: 2,
      image: { url: 'javascript:alert(1)', alt: hostile, caption: hostile, credit: hostile },
      audio: { url: 'javascript:alert(1)', title: hostile },
      lang: hostile,
      postedAt: '2027-01-01T10:00:00.000Z',
      updatedAt: '2027-01-01T10:00:00.000Z',
      corrected: { at: '2027-01-01T10:00:00.000Z', note: hostile },
      struck: { at: '2027-01-01T10:00:00.000Z', note: hostile },
    };
    const edition = {
      time: () => ({ text: hostile, exact: hostile }),
      itemUrl: (id: string) => `/i/${id}`,
    };
    for (const shown of [item, { ...item, struck: undefined } as unknown as Item]) {
      const html = toHtml(entryMarkup(shown, edition));
      // An injected tag would begin with an unescaped "<", an injected attribute with an unescaped quote.
      expect(html).not.toMatch(/<(img|script)/);
      expect(html).not.toMatch(/(href|src)="javascript:/);
      expect(html.replaceAll(/<\/?[a-z][a-z0-9]*( [a-z-]+(="[^"<>]*")?)*>/g, '')).not.toMatch(
        /[<>]/,
      );
    }
  });

  test('only addresses of the web, of mail and of this site are followed', () => {
    expect(['https://a.example', 'http://a.example', 'mailto:a@b.c', '/x'].every(isSafeUrl)).toBe(
      true,
    );
    expect(
      [
        'javascript:x',
        'data:x',
        '//evil.example',
        '/\\evil.example',
        'vbscript:x',
        ' javascript:x',
        '',
      ].some(isSafeUrl),
    ).toBe(false);
  });
});

describe('clock times', () => {
  test('follow the zone, also across a change of DST', () => {
    expect(clockTime('2027-03-28T00:59:00Z', 'en', 'Europe/Berlin').text).toBe('01:59');
    expect(clockTime('2027-03-28T01:00:00Z', 'en', 'Europe/Berlin').text).toBe('03:00');
    expect(clockTime('2027-03-28T01:00:00Z', 'en', 'Europe/Berlin').exact).toMatch(
      /28 March|March 28/,
    );
    expect(dayOf('2027-03-27T23:30:00Z', 'en', 'Europe/Berlin')).toContain('28');
    expect(clockTime('2027-03-28T01:00:00Z', 'not a language', 'Nowhere/At all').text).toMatch(
      /^\d\d:\d\d$/,
    );
  });
});

describe('a mark', () => {
  const zone = 'Europe/Berlin';
  const edition = {
    time: (at: string) => clockTime(at, 'en-GB', zone),
    day: (at: string, shape: DayShape) => dayOf(at, 'en-GB', zone, shape),
    itemUrl: () => '/i',
  };
  const postedAt = '2027-01-01T22:30:00.000Z';
  const marked = (at: string) =>
    toHtml(entryMarkup(itemOf(1, { postedAt, corrected: { at, note: 'No.' } }), edition));
  const above = (at: string | undefined) =>
    toHtml(
      rowMarkup(
        itemOf(1, { postedAt }),
        at === undefined ? undefined : itemOf(2, { postedAt: at }),
        edition,
      ),
    );

  test('of another day than the item says which, and of which year where that differs (P8)', () => {
    expect(marked('2027-01-01T22:45:00.000Z')).toContain('>23:45</time>');
    // Midnight is the newsroom's here.
    expect(marked('2027-01-01T23:10:00.000Z')).toContain('>2 Jan, 00:10</time>');
    expect(marked('2028-02-03T10:00:00.000Z')).toContain('>3 Feb 2028, 11:00</time>');
    const removed = { id: itemOf(1).id, postedAt, removedAt: '2027-01-03T10:00:00.000Z' };
    expect(toHtml(entryMarkup(removed, edition))).toContain('>3 Jan, 11:00</time>');
  });

  test('of a day stands above it with its year on top, and where the year changes (P8)', () => {
    expect(above(undefined)).toMatch(/<h2 class="lt-day">Friday,? 1 January 2027</);
    expect(above('2027-01-02T10:00:00.000Z')).toMatch(/<h2 class="lt-day">Friday,? 1 January</);
    expect(above('2028-01-01T10:00:00.000Z')).toMatch(/1 January 2027/);
    expect(above('2027-01-01T10:00:00.000Z')).not.toContain('lt-day');
  });
});

test('clock times have 12 hours for who is used to them, in the feed’s language (P10)', () => {
  const at = '2027-01-01T17:51:00.000Z';
  expect(clockTime(at, 'en-US', 'UTC', true).text).toMatch(/^5:51\sPM$/);
  expect(clockTime(at, 'en-US', 'UTC', true).exact).toMatch(/5:51:00\sPM/);
  expect(clockTime('2027-01-01T00:05:00Z', 'de', 'UTC', true).text).toMatch(/^12:05\sAM$/);
});
