import { shortDayAndTime } from '../../../feed/draw/clock-time.ts';
import { h, type Element } from '../../../feed/draw/markup.ts';
import { sentence, type Spoken } from '../../../feed/draw/spoken.ts';
import type { FeedInfo } from '../../../feed/feed-info.ts';

/** Steps of the slider are minutes, or as long as makes no more than this many of them. */
const maxSteps = 600;
const minuteS = 60;

interface Told {
  /** The address of the feed's page. */
  readonly toFeed: string;
  readonly timezone: string;
  readonly spoken: Spoken;
}

interface Moment extends Told {
  readonly at: string;
  readonly coverage: FeedInfo['coverage'];
}

/** That a page is of the past, of when, and the way back. */
export function asItStood({ at, coverage, toFeed, timezone, spoken }: Moment): Element {
  const { pages } = spoken.words;
  const time = h('time', { datetime: at }, shortDayAndTime(at, spoken.lang, timezone));
  return h(
    'p',
    { class: 'site-state site-stood', ...spoken.says },
    h('span', { class: 'site-stood-at' }, sentence(pages.asItStood, 'time', time)),
    h('a', { href: toFeed }, coverage === 'open' ? pages.toLive : pages.newest),
  );
}

interface Span extends Told {
  readonly feed: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** The moment that is shown; undefined: now. */
  readonly at: string | undefined;
}

/** The way to a feed as it stood: a slider over its time, which sends whole seconds (Unix time) as `at`. */
export function replayForm(span: Span): Element {
  const { toFeed, feed, startedAt, endedAt, at, timezone, spoken } = span;
  const { lang, says } = spoken;
  const { pages } = spoken.words;
  const told = (time: string) => shortDayAndTime(time, lang, timezone);
  const min = minuteOf(startedAt);
  const end = Math.max(minuteOf(endedAt), minuteOf(at ?? endedAt)) + minuteS;
  const step = Math.ceil((end - min) / maxSteps / minuteS) * minuteS;
  // A slider stands at whole steps only.
  const max = min + Math.ceil((end - min) / step) * step;
  return h(
    'details',
    { class: 'site-tool site-replay', ...says },
    h('summary', {}, h('h2', { class: 'site-label' }, pages.replay)),
    h(
      'form',
      { action: toFeed, 'data-feed': feed, 'data-lang': lang },
      h('output', { id: 'replay-time' }, at === undefined ? pages.now : told(at)),
      // The tempo of the story is drawn here by the page's script.
      h('div', { class: 'site-tempo', 'aria-hidden': 'true' }),
      h('input', {
        type: 'range',
        name: 'at',
        min,
        max,
        step,
        value: at === undefined ? max : minuteOf(at),
        'aria-label': pages.replayTime,
        'aria-valuetext': at === undefined ? pages.now : told(at),
      }),
      h(
        'p',
        { class: 'site-replay-ends' },
        h('time', { datetime: startedAt }, told(startedAt)),
        h('span', {}, pages.now),
      ),
      h('button', {}, pages.replayGo),
    ),
  );
}

/** The whole minute that ends no earlier than this time, in seconds. */
function minuteOf(time: string): number {
  return Math.ceil(Date.parse(time) / 1_000 / minuteS) * minuteS;
}
