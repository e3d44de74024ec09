import { clockTime, dayOf } from '../../../src/feed/draw/clock-time.ts';
import type { Words } from '../../../src/feed/words/words.ts';
import type { Edition } from '../../../src/feed/draw/edition.ts';

/** Times in the reader's zone, with the newsroom's beside it on asking, by the clock the reader is used to. */
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

/** Whether times are written with 12 hours: as a ticker's `clock` attribute says, or else as the reader's locale does. */
export function hasHour12(ticker: Element): boolean {
  const clock = ticker.getAttribute('clock');
  if (clock === '12' || clock === '24') return clock === '12';
  const { hour12 } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions();
  return hour12 === true;
}
