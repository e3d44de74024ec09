import type { FeedInfo } from '../feed-info.ts';
import { h, type Element } from './markup.ts';

/** When a feed changed last: the instant, how it is told and exactly, and whose time it is. */
export interface LastChange {
  readonly at: string;
  readonly words: string;
  readonly exact: string;
  readonly zone: string;
}

/** A feed's title, what it is about, where its coverage stands, and whose time its times are. */
export function feedHead(info: FeedInfo, updated: LastChange | undefined): Element {
  return h(
    'header',
    { class: 'site-head' },
    coverageState(info),
    feedTitle(info),
    standfirst(info),
    updated !== undefined &&
      h(
        'p',
        { class: 'site-updated' },
        // One sentence, one language: the page's own words are English, whatever the feed's are.
        h(
          'span',
          { lang: 'en', dir: 'ltr' },
          'Last change ',
          lastChangeTime(updated.at, updated.words, updated.exact),
        ),
        h('span', { class: 'site-zone', lang: 'en', dir: 'ltr' }, `Times are ${updated.zone}`),
      ),
  );
}

export function feedTitle({ title }: Pick<FeedInfo, 'title'>): Element {
  return h('h1', {}, h('bdi', {}, title));
}

/** What a feed is about; there, and hidden, where it does not say. */
export function standfirst({ description }: Pick<FeedInfo, 'description'>): Element {
  const hidden = description === undefined;
  return h('p', { class: 'site-standfirst', dir: 'auto', hidden }, description);
}

/** `exact` is told on asking; a reader who sees their own zone needs no more than the words. */
export function lastChangeTime(at: string, words: string, exact?: string): Element {
  return h('time', { datetime: at, title: exact }, words);
}

/**
 * Where a feed's coverage stands. It claims nothing of now: whether a page is live its ticker says.
 * Both wordings are there, and the class shows one of them.
 */
export function coverageState({ coverage }: Pick<FeedInfo, 'coverage'>): Element {
  return h(
    'p',
    { class: `site-state site-${coverage}` },
    h('span', { class: 'site-when-open' }, 'Coverage under way'),
    h('span', { class: 'site-when-ended' }, 'Coverage ended'),
  );
}
