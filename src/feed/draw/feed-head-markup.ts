import type { FeedInfo } from '../feed-info.ts';
import { bodyMarkup } from './body-markup.ts';
import { feedDirection } from './direction.ts';
import { h, type Element } from './markup.ts';
import { sentence, type Spoken } from './spoken.ts';

/** When a feed changed last: the instant, how it is told and exactly, and whose time it is. */
export interface LastChange {
  readonly at: string;
  readonly words: string;
  readonly exact: string;
  readonly zone: string;
}

/**
 * A feed's title, what it is about, where its coverage stands (or `state`, of a page of the past), and whose time its
 * times are.
 */
export function feedHead(
  info: FeedInfo,
  updated: LastChange | undefined,
  spoken: Spoken,
  state: Element = coverageState(info, spoken),
): Element {
  const { says } = spoken;
  const { lastChange, timesAre } = spoken.words.pages;
  return h(
    'header',
    { class: 'site-head' },
    state,
    feedTitle(info),
    standfirst(info),
    feedSummary(info, spoken.words.pages.summary),
    updated !== undefined &&
      h(
        'p',
        { class: 'site-updated' },
        // Page scripts write the date anew in the language that the sentence names.
        h(
          'span',
          { ...says, lang: spoken.lang },
          sentence(lastChange, 'time', lastChangeTime(updated.at, updated.words, updated.exact)),
        ),
        h('span', { class: 'site-zone', ...says }, sentence(timesAre, 'zone', updated.zone)),
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

/** What is known so far, under a name for who cannot see where it stands; there, and hidden, where nothing is said. */
export function feedSummary(info: FeedInfo, label: string | undefined): Element {
  const { summary = [] } = info;
  return h(
    'div',
    { class: 'site-summary', role: 'group', 'aria-label': label, hidden: summary.length === 0 },
    bodyMarkup(summary, feedDirection(info)),
  );
}

/** `exact` is told on asking; a reader who sees their own zone needs no more than the words. */
export function lastChangeTime(at: string, words: string, exact?: string): Element {
  return h('time', { datetime: at, title: exact }, words);
}

/**
 * Where a feed's coverage stands. It claims nothing of now: whether a page is live its ticker says.
 * Both wordings are there, and the class shows one of them.
 */
export function coverageState(
  info: Pick<FeedInfo, 'coverage'>,
  { words, says }: Pick<Spoken, 'words' | 'says'>,
): Element {
  return h(
    'p',
    { class: coverageClass(info), ...says },
    h('span', { class: 'site-when-open' }, words.pages.coverageOpen),
    h('span', { class: 'site-when-ended' }, words.ended),
  );
}

/** The class by which one of the wordings shows. */
export function coverageClass({ coverage }: Pick<FeedInfo, 'coverage'>): string {
  return `site-state site-${coverage}`;
}
