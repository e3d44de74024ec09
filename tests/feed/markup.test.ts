import { entryMarkup } from '../../src/feed/entry-markup.ts';
import { toHtml } from '../../src/feed/html.ts';
import { clockTime, dayOf } from '../../src/feed/clock-time.ts';
import { h, isSafeUrl } from '../../src/feed/markup.ts';
import type { Item } from '../../src/feed/item.ts';
import type { Body } from '../../src/feed/body.ts';

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
      { kind: 'embed', provider: hostile, url: 'javascript:alert(1)' },
      { kind: 'list', ordered: false, items: [[{ kind: 'quote', children: [] }]] },
    ] satisfies Body;
    const item: Item = {
      id: '00000000-0000-7000-8000-000000000000',
      rev: 3,
      headline: hostile,
      body,
      bylines: [hostile],
      tags: [hostile],
      breaking: true,
      key: true,
      pinned: true,
      link: 'javascript:alert(1)',
      image: { url: 'javascript:alert(1)', alt: hostile, caption: hostile, credit: hostile },
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
      // A tag that is not of ours would begin with a bare "<"; an attribute of theirs, with a bare quote.
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
