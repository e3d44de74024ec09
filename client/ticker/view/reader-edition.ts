import { clockTime, dayOf } from '../../../src/feed/draw/clock-time.ts';
import type { Words } from '../../../src/feed/words/words.ts';
import type { Edition } from '../../../src/feed/draw/edition.ts';

/** Writes times in the reader's time zone, with 12 or 24 hours; the exact form of a time also names the newsroom's. */
export function readerEdition(
  lang: string,
  newsroomZone: string | undefined,
  hour12: boolean,
  itemUrl: (id: string) => string,
  words?: Words,
): Edition {
  return {
    time: (at) => ({
      text: clockTime(at, lang, undefined, hour12).text,
      exact: clockTime(at, lang, newsroomZone, hour12).exact,
    }),
    day: (at, shape) => dayOf(at, lang, undefined, shape),
    ...(words === undefined ? {} : { words }),
    itemUrl,
  };
}

/** True when times have 12 hours: by the ticker's `clock` attribute, or else by the reader's locale. */
export function hasHour12(ticker: Element): boolean {
  const clock = ticker.getAttribute('clock');
  if (clock === '12' || clock === '24') return clock === '12';
  const { hour12 } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
  return hour12 === true;
}
