import { clockTime, dayOf } from '../../feed/draw/clock-time.ts';
import type { Edition } from '../../feed/draw/edition.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { spokenIn, type Spoken } from '../../feed/draw/spoken.ts';
import { english, wordsFor } from '../../feed/words/languages.ts';
import { itemPath, linkTo, type FeedPlace } from './place.ts';

/** The server's edition of a feed: times in the newsroom's zone, and relative links. */
export function siteEdition(place: FeedPlace, { lang, timezone }: FeedInfo): Edition {
  return {
    time: (at) => clockTime(at, lang, timezone),
    day: (at, shape) => dayOf(at, lang, timezone, shape),
    words: wordsFor(lang),
    root: place.up,
    itemUrl: (id) => linkTo(place, itemPath(place.feed, id)),
  };
}

/** How the pages of a feed say the interface's words. */
export function spokenFor(info: Pick<FeedInfo, 'lang' | 'dir'>): Spoken {
  return spokenIn(wordsFor(info.lang), info);
}

/** How the pages of no feed say them. */
export const inEnglish = spokenIn(english, { lang: 'en' });

/** The name of a zone on a day, in a language ("Central European Summer Time"), or else its IANA name. */
export function zoneName(at: string, lang: string, zone: string): string {
  try {
    const format = new Intl.DateTimeFormat([lang, 'en'], { timeZone: zone, timeZoneName: 'long' });
    const parts = format.formatToParts(new Date(at));
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  } catch {
    // A page must be shown also when this platform does not know the zone.
    return zone;
  }
}
