import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Edition } from '../../feed/draw/edition.ts';
import { h, type Element } from '../../feed/draw/markup.ts';
import { dayAndTime, zoneName } from '../shell/site-edition.ts';

/** A feed's title, what it is about, where its coverage stands, and whose time its times are. */
export function feedHead(
  info: FeedInfo,
  updatedAt: string | undefined,
  edition: Edition,
  title: Element,
): Element {
  const inEnglish = { ...info, lang: 'en-GB' };
  return h(
    'header',
    { class: 'site-head' },
    coverageState(info),
    title,
    h(
      'p',
      { class: 'site-standfirst', dir: 'auto', hidden: info.description === undefined },
      info.description,
    ),
    updatedAt !== undefined &&
      h(
        'p',
        { class: 'site-updated' },
        // One sentence, one language: the page's own words are English, whatever the feed's are.
        h(
          'span',
          { lang: 'en', dir: 'ltr' },
          'Last change ',
          h(
            'time',
            { datetime: updatedAt, title: edition.time(updatedAt).exact },
            dayAndTime(updatedAt, inEnglish),
          ),
        ),
        h(
          'span',
          { class: 'site-zone', lang: 'en', dir: 'ltr' },
          `Times are ${zoneName(updatedAt, inEnglish)}`,
        ),
      ),
  );
}

/**
 * Where a feed's coverage stands. It claims nothing of now: whether a page is live its ticker says.
 * Both wordings are there and the class shows one, so that a script can change the state without words of its own.
 */
export function coverageState(info: FeedInfo): Element {
  return h(
    'p',
    { class: `site-state site-${info.coverage}` },
    h('span', { class: 'site-when-open' }, 'Coverage under way'),
    h('span', { class: 'site-when-ended' }, 'Coverage ended'),
  );
}
