import { clockTime, dayOf } from '../../feed/draw/clock-time.ts';
import type { Edition } from '../../feed/draw/edition.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { itemPath, linkTo, type FeedPlace } from './place.ts';

/** The server's edition of a feed: times in the newsroom's zone, and relative links. */
export function siteEdition(place: FeedPlace, { lang, timezone }: FeedInfo): Edition {
  return {
    time: (at) => clockTime(at, lang, timezone),
    day: (at, shape) => dayOf(at, lang, timezone, shape),
    words: wordsFor(lang),
    itemUrl: (id) => linkTo(place, itemPath(place.feed, id)),
  };
}

/** Day and clock time: "Monday, 4 March 2030 at 19:04". */
export function dayAndTime(at: string, info: FeedInfo): string {
  const shape = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  return inZone(info, shape, (format) => format.format(new Date(at)));
}

/** The name of the feed's zone on a day ("Central European Summer Time"), or else its IANA name. */
export function zoneName(at: string, info: FeedInfo): string {
  return inZone(info, { timeZoneName: 'long' }, (format) => {
    const parts = format.formatToParts(new Date(at));
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? info.timezone;
  });
}

/** Formats in the feed's language and zone; a page must be shown also when the platform knows one of them not. */
function inZone(
  info: FeedInfo,
  shape: Intl.DateTimeFormatOptions,
  write: (format: Intl.DateTimeFormat) => string,
): string {
  try {
    return write(new Intl.DateTimeFormat(info.lang, { ...shape, timeZone: info.timezone }));
  } catch {
    return write(new Intl.DateTimeFormat('en', { ...shape, timeZone: 'UTC' }));
  }
}
