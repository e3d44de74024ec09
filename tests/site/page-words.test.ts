import type { FeedInfo } from '../../src/feed/feed-info.ts';
import { english, languages } from '../../src/feed/words/languages.ts';
import type { Item, Tombstone } from '../../src/feed/item.ts';
import type { Snapshot } from '../../src/feed/snapshot.ts';
import { itemPage, removedPage } from '../../src/site/pages/item-page.ts';
import { brokenLinkPage, unknownItemPage } from '../../src/site/pages/quiet-page.ts';
import { notYetPage, replayPage } from '../../src/site/pages/replay-page.ts';
import { olderPage, readerPage } from '../../src/site/pages/reader-page.ts';
import { searchPage, type SearchView } from '../../src/site/search/search-page.ts';
import { documentHtml } from '../../src/site/shell/page.ts';
import { placeOf } from '../../src/site/shell/place.ts';

const place = { ...placeOf({ publicUrl: undefined }, '/feeds/port'), feed: 'port' };
const at = '2030-03-04T17:04:00.000Z';
const position = { epoch: 'e', seq: 1, tag: 't' };

const item: Item = {
  id: '018f0000-0000-7000-8000-000000000001',
  rev: 1,
  postedAt: at,
  updatedAt: at,
  headline: '1234',
  body: [],
  bylines: [],
  breaking: true,
  key: true,
  pinned: true,
  tags: [],
  link: 'https://paper.example/1234',
};
const tombstone: Tombstone = { id: item.id, postedAt: at, removedAt: at };

/** The page of every kind that a feed has, with what stands on it in words of the interface. */
function pagesOf(info: FeedInfo): Readonly<Record<string, string>> {
  const snapshot: Snapshot = {
    ...position,
    feed: 'port',
    info,
    items: [item, tombstone],
    pinned: item,
    more: 'x',
  };
  const view = { place, snapshot, keys: [item], startedAt: at };
  const nothing = { ...view, snapshot: { ...snapshot, items: [], pinned: null, more: null } };
  const older = { ...position, items: [item], next: 'x' };
  const searched = (found: SearchView['found']) =>
    searchPage({ place, snapshot, typed: '1', found });
  const one = { feed: 'port', id: item.id, at, snippet: [], struck: true } as const;
  const pages = {
    found: searched({ results: [one], next: '1', complete: false }),
    notFound: searched({ results: [], next: null, complete: true }),
    unusable: searched('unusable'),
    feed: readerPage(view),
    empty: readerPage(nothing),
    older: olderPage(view, 'x', older),
    oldest: olderPage(view, 'x', { ...older, items: [], next: null }),
    stood: replayPage({ place, at, stood: snapshot, present: snapshot, startedAt: at }),
    notYet: notYetPage(place, info),
    item: itemPage(place, snapshot, item),
    removed: removedPage(place, info, tombstone),
    unknownItem: unknownItemPage(place, info),
    brokenLink: brokenLinkPage(place, info),
  };
  return Object.fromEntries(
    Object.entries(pages).map(([name, page]) => [name, documentHtml(page)]),
  );
}

function infoIn(lang: string): FeedInfo {
  return { title: '5678', lang, timezone: 'Europe/Kyiv', coverage: 'open' };
}

/** What people read of a page and its parts, without the words for programs. */
function textOf(html: string): string {
  const shown = html.replace(
    /<head>.*<\/head>|<script.*?<\/script>|<template.*?<\/template>/gs,
    '',
  );
  const named = [...shown.matchAll(/ aria-label="([^"]*)"/g)].map(([, name]) => name);
  return [shown.replace(/<[^>]*>/g, '|'), ...named].join('|');
}

const inOthers = Object.entries(languages).filter(([tag]) => tag !== 'en');

describe.each(inOthers)('the pages of a feed in %s', (tag, words) => {
  const pages = pagesOf(infoIn(tag));
  const { pages: own } = words;

  test('have each of their words in that language, and the dates among them', () => {
    const day = new Intl.DateTimeFormat(tag, { timeZone: 'Europe/Kyiv', dateStyle: 'full' });
    const said: Readonly<Record<string, readonly string[]>> = {
      feed: [own.skip, own.allFeeds, own.news, own.keyEvents, own.coverageOpen, own.reload],
      empty: [own.empty, own.notUpdating, own.coverageOpen, words.ended],
      older: [own.newest, words.older, own.keyEvents, words.keyEvent, words.fullStory],
      oldest: [own.nothingOlder, own.search],
      found: [own.search, own.searchPartly, words.remarks.strike, words.update, words.older],
      notFound: [own.searchNone],
      unusable: [own.searchWords],
      item: [own.skip, own.allFeeds, words.breaking],
      removed: [words.removed, ...own.takenDown.split('{time}'), day.format(new Date(at))],
      unknownItem: [own.unknownItem, own.unknownItemNote, own.allFeeds],
      brokenLink: [own.unknownPage, own.brokenLink],
    };
    for (const [name, sentences] of Object.entries(said)) {
      for (const sentence of [...sentences, own.skip]) {
        expect([name, textOf(pages[name] ?? '')]).toEqual([
          name,
          expect.stringContaining(sentence),
        ]);
      }
    }
    expect(pages['removed']).toContain(`<title>${words.removed} – 5678</title>`);
  });

  test('have no English among them', () => {
    const theirs = new Set([...Object.values(words.pages), ...Object.values(words)]);
    const alien = [...Object.values(english.pages), ...Object.values(english)]
      .filter((value): value is string => typeof value === 'string' && value !== 'en')
      .filter((sentence) => !theirs.has(sentence))
      .flatMap((sentence) => sentence.split(/\{\w+\}/).map((part) => part.trim()))
      .filter((part) => /\w/.test(part));
    for (const [name, html] of Object.entries(pages)) {
      const texts = textOf(html)
        .split('|')
        .map((text) => text.trim());
      expect([name, alien.filter((sentence) => texts.includes(sentence))]).toEqual([name, []]);
    }
  });

  test('name their language and its direction, without being told', () => {
    const dir = tag === 'ar' || tag === 'he' ? 'rtl' : 'ltr';
    for (const html of Object.values(pages)) {
      expect(html).toContain(`<html lang="${tag}" dir="${dir}">`);
      // Nothing on the page is of another language or direction.
      const langs = [...html.matchAll(/ lang="([^"]*)"/g)].map(([, lang]) => lang);
      expect(new Set(langs)).toEqual(new Set([tag]));
      expect(html).not.toContain(` dir="${dir === 'rtl' ? 'ltr' : 'rtl'}"`);
    }
  });
});

test('a feed in a language without words has them in English, and says so of each: its own words run as they do', () => {
  const { feed = '', unknownItem = '', removed = '' } = pagesOf(infoIn('fa'));
  expect(feed).toContain('<html lang="fa" dir="rtl">');
  const stated = 'lang="en-GB" dir="ltr"';
  expect(feed).toContain(`<a class="site-skip" href="#main" ${stated}>Skip to the content</a>`);
  expect(feed).toContain(`<span ${stated}>Last change <time`);
  expect(feed).toContain('>Monday, 4 March 2030 at 19:04</time>');
  expect(feed).toMatch(/<p class="site-state site-open" lang="en-GB" dir="ltr">/);
  expect(feed).toMatch(/<ol role="list" class="lt-list" lang="fa" dir="rtl">/);
  expect(removed).toContain(`<h1 class="site-quiet" tabindex="-1" ${stated}>Removed</h1>`);
  expect(unknownItem).toContain('<html lang="en-GB" dir="ltr">');
});

test('a variety of a language has its words, and the dates as it writes them', () => {
  const { removed = '' } = pagesOf(infoIn('de-AT'));
  expect(removed).toContain('<html lang="de-AT" dir="ltr">');
  expect(removed).toContain('Diese Meldung wurde entfernt: <time');
  const { removed: american } = pagesOf(infoIn('en-US'));
  expect(american).toContain('Monday, March 4, 2030 at 19:04');
});
