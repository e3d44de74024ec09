import { clockTime, dayOf } from '../../feed/draw/clock-time.ts';
import type { Edition } from '../../feed/draw/edition.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { wordsFor } from '../../feed/words/languages.ts';
import { itemPath, linkTo, type FeedPlace } from './place.ts';

/** How the server writes times and addresses: in the newsroom's zone, links within this site. */
export function siteEdition(place: FeedPlace, { lang, timezone }: FeedInfo): Edition {
  return {
    time: (at) => clockTime(at, lang, timezone),
    day: (at, shape) => dayOf(at, lang, timezone, shape),
    words: wordsFor(lang),
    itemUrl: (id) => linkTo(place, itemPath(place.feed, id)),
  };
}

/** Day and clock time, for what may be of any day: "Monday, 4 March 2030 at 19:04". */
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

/** The zone's own name on a day ("Central European Summer Time"), or its IANA name if the platform has none. */
export function zoneName(at: string, info: FeedInfo): string {
  return inZone(info, { timeZoneName: 'long' }, (format) => {
    const parts = format.formatToParts(new Date(at));
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? info.timezone;
  });
}

/** A language or zone this platform does not know is no reason to show no page. */
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
