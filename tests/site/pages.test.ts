import { describe, expect, it } from '@jest/globals';
import { operations } from '../../src/api-docs/operations/operations.ts';
import { apiPage } from '../../src/api-docs/page/api-page.ts';
import { GuideFiles } from '../../src/api-docs/guides/guide-files.ts';
import { docsStartPage } from '../../src/api-docs/page/docs-start-page.ts';
import type { FeedInfo } from '../../src/feed/feed-info.ts';
import type { Item } from '../../src/feed/item.ts';
import { Encoded } from '../../src/http/encoded.ts';
import { itemPage, removedPage } from '../../src/site/pages/item-page.ts';
import { newsroomPage } from '../../src/site/pages/newsroom-page.ts';
import { documentHtml, type Page } from '../../src/site/shell/page.ts';
import { pageHeaders } from '../../src/site/shell/page-headers.ts';
import { placeOf, type Site } from '../../src/site/shell/place.ts';
import { unknownFeedPage } from '../../src/site/pages/quiet-page.ts';
import type { ReaderView } from '../../src/site/pages/feed-page.ts';
import { olderPage, readerPage } from '../../src/site/pages/reader-page.ts';
import { replayPage } from '../../src/site/pages/replay-page.ts';
import { searchPage } from '../../src/site/search/search-page.ts';
import { startPage } from '../../src/site/pages/start-page.ts';
import { hostile, hostileInfo, hostileItem, hostileSnapshot } from './hostile.ts';

const site = { publicUrl: 'https://live.example' };
const place = { ...placeOf(site, '/feeds/hostile'), feed: 'hostile' };
const view: ReaderView = {
  place,
  snapshot: hostileSnapshot,
  keys: [hostileItem],
  startedAt: hostileItem.postedAt,
};
const { epoch, seq, tag } = hostileSnapshot;
const at = hostileItem.postedAt;
const tombstone = { ...hostileItem, removedAt: hostileItem.postedAt };
const struck: Item = { ...hostileItem, struck: { at: hostileItem.postedAt, note: hostile } };

const pages: readonly (readonly [string, Page])[] = [
  ['the reader page', readerPage(view)],
  ['the reader page of a feed that goes by mail', readerPage({ ...view, hasMail: true })],
  ['an older page', olderPage(view, 'x', { epoch, seq, tag, items: [hostileItem], next: null })],
  [
    'a page as it stood',
    replayPage({ ...view, at, stood: hostileSnapshot, present: hostileSnapshot }),
  ],
  [
    'a page of a search',
    searchPage({
      place,
      snapshot: hostileSnapshot,
      typed: hostile,
      found: {
        results: [
          {
            feed: 'hostile',
            id: hostileItem.id,
            at,
            headline: [{ text: hostile, isHit: true }],
            snippet: [{ text: hostile }],
          },
        ],
        next: '1',
        complete: false,
      },
    }),
  ],
  ['an item page', itemPage(place, hostileSnapshot, hostileItem)],
  ['the page of a struck item', itemPage(place, hostileSnapshot, struck)],
  ['the page of a removed item', removedPage(place, hostileInfo, tombstone)],
  [
    'the start page',
    startPage(placeOf(site, '/'), 'https://live.example', [
      { feed: 'a', info: hostileInfo, updatedAt: hostileItem.postedAt },
    ]),
  ],
  ['the page of an unknown feed', unknownFeedPage({ ...place, feed: hostile })],
  ['the newsroom', newsroomPage(placeOf(site, '/newsroom'), 'newsroom.js')],
  ['the page of the API', apiPage(placeOf(site, '/api/docs'), 'https://live.example', operations)],
  ['the start of the documentation', docsStartPage(placeOf(site, '/docs'), new GuideFiles())],
];

describe.each(pages)('%s', (_, page) => {
  const html = documentHtml(page);

  it('holds no markup that an editor wrote', () => {
    expect(html.match(/<script>|<img src=x|<!--|(href|src)="javascript:/gi)).toBeNull();
    expect(tagsOf(html).filter((found) => /\son\w+=/i.test(found))).toEqual([]);
  });

  it('has no script or style of its own that a strict policy would refuse', () => {
    const scripts = html.match(/<script[^>]*>/g) ?? [];
    for (const script of scripts)
      expect(script).toMatch(/ src="\.\.?\/|type="application\/(ld\+)?json"/);
    expect(html).not.toMatch(/<style|\sstyle=/);
  });

  it('has one first heading at most, and ids that are there once', () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(html.match(/<h1/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });
});

describe('the data in a reader page', () => {
  const html = documentHtml(readerPage(view));

  it('is the snapshot, for the ticker to go on from', () => {
    expect(dataIn(html, 'application/json')).toEqual([hostileSnapshot]);
  });

  it('is a LiveBlogPosting with the words as they were written', () => {
    const [posting] = dataIn(html, 'application/ld+json');
    expect(posting).toMatchObject({
      '@type': 'LiveBlogPosting',
      headline: hostile,
      liveBlogUpdate: [{ headline: hostile, articleBody: expect.stringContaining(hostile) }],
    });
  });

  it('names a publisher and an author, the feed itself where nobody else is known (W10)', () => {
    const { bylines: _, ...rest } = hostileItem;
    const nameless: Item = { ...rest, bylines: [] };
    const drawn = (house: Site) => {
      const there = { ...view, place: { ...place, site: house } };
      const snapshot = { ...hostileSnapshot, items: [nameless], pinned: null };
      return dataIn(documentHtml(readerPage({ ...there, snapshot })), 'application/ld+json')[0];
    };
    const paper = {
      name: 'The Paper',
      url: 'https://paper.example/',
      logo: 'https://paper.example/l.png',
    };
    const organization = {
      '@type': 'Organization',
      name: 'The Paper',
      url: 'https://paper.example/',
      logo: { '@type': 'ImageObject', url: 'https://paper.example/l.png' },
    };
    expect(drawn({ ...site, publisher: paper })).toMatchObject({
      publisher: organization,
      author: organization,
      liveBlogUpdate: [{ author: organization, publisher: organization }],
    });
    const itself = { '@type': 'Organization', name: hostile };
    expect(drawn(site)).toMatchObject({
      publisher: itself,
      liveBlogUpdate: [{ author: itself }],
    });
  });

  it('names the paper where readers look for a name, and this software nowhere (W11)', () => {
    const paper = { name: 'The Paper', url: 'https://paper.example/' };
    const plain = { title: 'Feed', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
    const there = { ...place, site: { ...site, publisher: paper } };
    const drawn = [
      readerPage({ ...view, place: there, snapshot: { ...hostileSnapshot, info: plain } }),
      itemPage(there, { ...hostileSnapshot, info: plain }, hostileItem),
      removedPage(there, plain, tombstone),
      unknownFeedPage(there),
    ].map(documentHtml);
    for (const one of drawn) {
      expect(one).toContain('<a class="site-brand" href="https://paper.example/">The Paper</a>');
      expect(one.match(/Dateline|Newsroom/g)).toBeNull();
    }
    expect(drawn[0]).toContain('<meta property="og:site_name" content="The Paper">');
  });

  it('leaves out of LiveBlogPosting what was struck or taken down', () => {
    const snapshot = { ...hostileSnapshot, items: [struck, tombstone], pinned: null };
    const drawn = documentHtml(readerPage({ ...view, snapshot }));
    expect(dataIn(drawn, 'application/ld+json')).toMatchObject([{ liveBlogUpdate: [] }]);
  });
});

describe('a page of a removed item', () => {
  const plain = { title: 'Feed', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

  it('says so with 410 and none of its words', () => {
    const page = removedPage(place, plain, tombstone);
    expect(page.status).toBe(410);
    expect(documentHtml(page).includes('alert')).toBe(false);
  });
});

describe('the headers of a page', () => {
  it('let only the origins of the feed frame it, and drop what is no origin', () => {
    const policy = headers(readerPage(view))['Content-Security-Policy'] ?? '';
    expect(policy).toMatch(/; frame-ancestors 'self' https:\/\/good\.example$/);
    expect(policy).not.toMatch(/[\r\n]|script-src \*/);
  });

  it('let nobody frame the newsroom', () => {
    expect(
      headers(newsroomPage(placeOf(site, '/newsroom'), 'newsroom.js'))['Content-Security-Policy'],
    ).toContain("frame-ancestors 'none'");
  });

  it('let anybody frame a feed without a list, and only ourselves one whose list is empty (S6)', () => {
    const { origins: _, ...open } = hostileInfo;
    const policyOf = (info: FeedInfo) =>
      headers(readerPage({ ...view, snapshot: { ...hostileSnapshot, info } }))[
        'Content-Security-Policy'
      ];
    expect(policyOf(open)).not.toContain('frame-ancestors');
    expect(policyOf({ ...open, origins: [] })).toMatch(/; frame-ancestors 'self'$/);
  });

  test('that anybody may frame name the public origin, which a sandbox in WebKit needs; others do not (G4)', () => {
    const html = Encoded.text('');
    const policyOf = (framing: Page['framing'], publicUrl?: string) =>
      pageHeaders({ status: 200, html, framing, publicUrl, isKept: true })[
        'Content-Security-Policy'
      ];
    const url = 'https://live.example.org/news';
    const open = policyOf({ kind: 'anyone' }, url);
    expect(open).toContain("script-src 'self' https://live.example.org;");
    expect(open).toContain("connect-src 'self' https://live.example.org wss://live.example.org;");
    expect(policyOf({ kind: 'anyone' })).toContain("script-src 'self';");
    expect(policyOf({ kind: 'nobody' }, url)).not.toContain('live.example.org');
  });
});

function headers(page: Page): Readonly<Record<string, string>> {
  const html = Encoded.text('');
  return pageHeaders({ status: 200, html, framing: page.framing, isKept: true });
}

/** Every tag, its quoted attributes emptied: what is left could only come from markup. */
function tagsOf(html: string): readonly string[] {
  return (html.match(/<[a-z][^>]*>/gi) ?? []).map((found) => found.replaceAll(/"[^"]*"/g, '""'));
}

function dataIn(html: string, type: string): readonly unknown[] {
  const blocks = html.split(`<script type="${type}"`).slice(1);
  return blocks.map((block): unknown =>
    JSON.parse(block.slice(block.indexOf('>') + 1, block.indexOf('</script>'))),
  );
}
