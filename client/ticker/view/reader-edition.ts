import { clockTime, dayOf } from '../../../src/feed/draw/clock-time.ts';
import type { Words } from '../../../src/feed/words/words.ts';
import type { Options } from '../options/options.ts';
import type { Edition, ItemTools } from '../../../src/feed/draw/edition.ts';

/** Writes times in the reader's time zone, with 12 or 24 hours; the exact form of a time also names the newsroom's. */
export function readerEdition(
  { lang, timezone }: { readonly lang: string; readonly timezone: string | undefined },
  { zone, hour12 }: Pick<Options, 'zone' | 'hour12'>,
  today: string,
  root: string,
  itemUrl: (id: string) => string,
  words?: Words,
  tools?: ItemTools,
): Edition {
  return {
    time: (at) => ({
      text: clockTime(at, lang, zone, hour12).text,
      exact: clockTime(at, lang, timezone, hour12).exact,
    }),
    day: (at, shape) => dayOf(at, lang, zone, shape),
    today,
    root,
    ...(words === undefined ? {} : { words }),
    itemUrl,
    tools,
  };
}
