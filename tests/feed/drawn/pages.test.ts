import type { Edition } from '../../../src/feed/draw/edition.ts';
import { entryMarkup } from '../../../src/feed/draw/entry-markup.ts';
import { coverageState, feedHead, feedSummary } from '../../../src/feed/draw/feed-head-markup.ts';
import { toHtml } from '../../../src/feed/draw/html.ts';
import { keyEvents } from '../../../src/feed/draw/key-events-markup.ts';
import { isLayoutName, layoutOf } from '../../../src/feed/draw/layouts.ts';
import { h } from '../../../src/feed/draw/markup.ts';
import { raised } from '../../../src/feed/draw/raised.ts';
import { rooted } from '../../../src/feed/draw/rooted.ts';
import { spokenIn } from '../../../src/feed/draw/spoken.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import { tombstoneOf } from '../../../src/feed/item.ts';
import { wordsFor } from '../../../src/feed/words/languages.ts';
import { itemOf } from '../../client/feed-of.ts';
import { paragraph } from '../../contract/commands.ts';

const info: FeedInfo = { title: 'Storm', lang: 'en', timezone: 'UTC', coverage: 'open' };
const [en, de, he] = [wordsFor('en'), wordsFor('de'), wordsFor('he')];
const at = '2027-03-01T19:04:00.000Z';
const edition: Edition = {
  time: (time) => ({ text: time.slice(11, 16), exact: time }),
  day: (time) => time.slice(0, 10),
  itemUrl: (id) => `/items/${id}`,
};

describe('the head of a feed', () => {
  const spoken = spokenIn(en, info);
  const head = (more: Partial<FeedInfo>, updated = true) => {
    const last = { at, words: '1 March', exact: 'exactly', zone: 'UTC' };
    return toHtml(feedHead({ ...info, ...more }, updated ? last : undefined, spoken));
  };

  test('has its title, where its coverage stands, and when it changed last', () => {
    const html = head({});
    expect(html).toMatch(/^<header class="site-head">/);
    expect(html).toContain('<h1><bdi>Storm</bdi></h1>');
    expect(html).toContain('class="site-state site-open"');
    expect(html).toContain(`<time datetime="${at}" title="exactly">1 March</time>`);
    expect(html).toMatch(/<p class="site-updated"><span lang="en">/);
    expect(head({}, false)).not.toContain('site-updated');
    expect(toHtml(coverageState({ coverage: 'ended' }, spoken))).toContain('site-ended"');
    const state = h('p', {}, 'as it stood');
    expect(toHtml(feedHead(info, undefined, spoken, state))).toMatch(
      /^<header[^>]*><p>as it stood/,
    );
  });

  test('has what it is about and what is known so far, hidden where nothing is said', () => {
    expect(head({})).toMatch(/<p class="site-standfirst" dir="auto" hidden><\/p>/);
    expect(head({ description: 'A' })).toContain('<p class="site-standfirst" dir="auto">A</p>');
    const empty = toHtml(feedSummary(info, 'Known'));
    expect(empty).toBe('<div class="site-summary" role="group" aria-label="Known" hidden></div>');
    const summary = toHtml(feedSummary({ ...info, summary: paragraph('All well.') }, 'Known'));
    expect(summary).toContain('aria-label="Known"><p>All well.</p></div>');
  });
});

describe('the interface on a page', () => {
  test('says its own language and direction only where they are not the feed’s', () => {
    expect(spokenIn(en, info)).toMatchObject({ lang: 'en', says: {} });
    expect(spokenIn(en, { lang: 'en-US' })).toMatchObject({ lang: 'en-US', says: {} });
    expect(spokenIn(de, { lang: 'DE-at' })).toMatchObject({ lang: 'DE-at', says: {} });
    // A feed in a language without words of its own.
    expect(spokenIn(en, { lang: 'nl' })).toMatchObject({ lang: 'en-GB', says: { lang: 'en-GB' } });
    expect(spokenIn(en, { lang: 'fa' }).says).toEqual({ lang: 'en-GB', dir: 'ltr' });
    expect(spokenIn(he, { lang: 'en' })).toMatchObject({ lang: 'he', says: { dir: 'rtl' } });
    expect(spokenIn(en, { lang: 'en', dir: 'rtl' }).says).toEqual({ dir: 'ltr' });
  });
});

describe('the key events of a feed', () => {
  const key = (n: number, more: object = {}) =>
    itemOf(n, { headline: `Event ${n}`, key: true, postedAt: at, ...more });
  const list = (...entries: Parameters<typeof keyEvents>[0]) =>
    toHtml(keyEvents(entries, (id) => `#${id}`, edition, spokenIn(en, info)));

  test('are links under their dates, as many as there are; hidden while there are none', () => {
    expect(list()).toMatch(/<span class="site-count">0<\/span>.*<nav [^>]* hidden>/);
    expect(list(itemOf(1))).toContain('<span class="site-count">0</span>');
    const other = key(3, { postedAt: '2027-02-28T10:00:00.000Z' });
    const struck = { at, note: 'n' };
    const html = list(
      key(1),
      key(2, { struck, lang: 'de', headline: undefined, body: paragraph('x') }),
      other,
    );
    expect(html).toContain('<span class="site-count">3</span>');
    expect(html).not.toMatch(/<nav [^>]*hidden/);
    expect(html).toContain(`<a href="#${itemOf(1).id}"><time`);
    expect(html).toContain('</time> <span dir="ltr">Event 1</span></a>');
    expect(html).toContain('<span lang="de" dir="ltr">x</span>');
    expect(html.match(/class="site-struck"/g)).toHaveLength(1);
    // The second is of the same day as the first.
    const dates = html.match(/<p class="site-date"[^>]*>[^<]*<\/p>/g) ?? [];
    expect(dates.slice(0, 3)).toEqual([
      '<p class="site-date">2027-03-01</p>',
      '<p class="site-date" hidden></p>',
      '<p class="site-date">2027-02-28</p>',
    ]);
    expect(list(tombstoneOf(key(1), at))).toContain('<span class="site-count">0</span>');
  });
});

describe('an item elsewhere', () => {
  test('finds its uploads at the server that it comes from, and leaves other pictures where they are', () => {
    const of = (url: string, root?: string) => {
      const drawn = entryMarkup(itemOf(1, { image: { url, alt: '' } }), {
        ...edition,
        ...(root && { root }),
      });
      return /src="([^"]*)"/.exec(toHtml(drawn))?.[1];
    };
    expect(of('/media/a/b.jpg')).toBe('/media/a/b.jpg');
    expect(of('/media/a/b.jpg', 'https://n.example/x/')).toBe('https://n.example/x/media/a/b.jpg');
    expect(of('https://a.example/media/b', 'https://n.example/')).toBe('https://a.example/media/b');
    expect(rooted(h('p', {}, 'x'), 'y')).toEqual(h('p', {}, 'x'));
  });

  test('by itself has headings two levels higher', () => {
    const drawn = h(
      'div',
      {},
      ...['h3', 'h4', 'h5', 'h6', 'p'].map((tag) => h(tag, { id: tag }, tag)),
    );
    expect(toHtml(raised(drawn))).toBe(
      '<div><h1 id="h3">h3</h1><h2 id="h4">h4</h2><h3 id="h5">h5</h3><h4 id="h6">h6</h4><p id="p">p</p></div>',
    );
    expect(raised('text')).toBe('text');
  });
});

describe('a layout', () => {
  const minutes = (n: number, more: object = {}) =>
    itemOf(n, { postedAt: new Date(Date.parse(at) - n * 60_000).toISOString(), ...more });
  const pick = (name: 'rail' | 'bar' | 'feed', ...entries: Parameters<typeof keyEvents>[0]) => {
    const { pick: picked, limit } = layoutOf(name);
    return picked(entries, limit).map(({ id }) => Number(id.slice(-4)));
  };

  test('shows the newest, as many as it has room for', () => {
    const entries = Array.from({ length: 9 }, (_, n) => minutes(n));
    expect(pick('feed', ...entries)).toHaveLength(9);
    expect(pick('rail', ...entries)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(layoutOf().pick(entries, 9)).toBe(entries);
    expect([layoutOf().isWhole, layoutOf('rail').isWhole, layoutOf('bar').isWhole]).toEqual([
      true,
      false,
      false,
    ]);
    expect(['feed', 'rail', 'bar', 'toString', ''].map(isLayoutName)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('of one line shows what broke within the hour before what came after it', () => {
    const breaking = { breaking: true };
    expect(pick('bar', minutes(0), minutes(60, breaking))).toEqual([60]);
    expect(pick('bar', minutes(0), minutes(61, breaking))).toEqual([0]);
    const struck = { at, note: '' };
    expect(pick('bar', minutes(0), minutes(5, { ...breaking, struck }))).toEqual([0]);
    expect(pick('bar', minutes(0), minutes(5, breaking), minutes(6, breaking))).toEqual([5]);
    expect(pick('bar', tombstoneOf(minutes(0), at), minutes(1))).toEqual([1]);
    expect(pick('bar')).toEqual([]);
  });
});
