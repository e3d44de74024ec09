import { warn } from './warn.ts';
import { hasHour12 } from './has-hour12.ts';
import type { Layout } from '../../../src/feed/draw/layout.ts';

/** What a site has set on `<live-ticker>`, with the defaults of its layout. */
export interface Options {
  readonly limit: number;
  readonly heading: string | undefined;
  /** Where "More news" leads; undefined: to the feed's page. */
  readonly more: string | undefined;
  /** New items go into the list at once (`shown`), or wait until the reader asks for them. */
  readonly mode: 'held' | 'shown';
  /** The IANA zone of times; undefined: the reader's. */
  readonly zone: string | undefined;
  /** The language of the ticker's own words and dates; undefined: the feed's. */
  readonly lang: string | undefined;
  readonly hour12: boolean;
  /** The newest entries stand on top, or the oldest. */
  readonly order: 'newest' | 'oldest';
  /** Which entries are shown (see `passes`); undefined: all. */
  readonly filter: string | undefined;
}

export const optionNames = [
  'layout',
  'limit',
  'heading',
  'more',
  'mode',
  'tz',
  'lang',
  'clock',
  'order',
  'filter',
];

/** Reads the attributes. A value that cannot be used is named in the console, and the default is taken. */
export function readOptions(element: Element, layout: Layout): Options {
  const read = <T>(name: string, parse: (text: string) => T | undefined, expected: string) => {
    const text = element.getAttribute(name);
    if (text === null) return undefined;
    const value = parse(text.trim());
    if (value === undefined) warn(`<live-ticker ${name}="${text}"> is ignored: use ${expected}.`);
    return value;
  };
  const mode = read('mode', oneOf('auto', 'held'), 'auto or held');
  read('clock', oneOf('12', '24'), '12 or 24');
  return {
    limit: read('limit', wholeNumber, '1 to 100') ?? layout.limit,
    heading: element.getAttribute('heading')?.trim() || undefined,
    more: read('more', webAddress, 'an http address'),
    mode:
      mode === undefined ? (layout.isWhole ? 'held' : 'shown') : mode === 'auto' ? 'shown' : 'held',
    zone: read('tz', knownZone, 'an IANA zone'),
    lang: read('lang', knownLanguage, 'a language tag'),
    // Asked for when it is needed: the first look-up is slow.
    get hour12() {
      return hasHour12(element);
    },
    order: read('order', oneOf('newest', 'oldest'), 'newest or oldest') ?? 'newest',
    filter: read('filter', aFilter, 'key, breaking, tag:x or byline:x'),
  };
}

const oneOf =
  <T extends string>(...known: readonly T[]) =>
  (text: string) =>
    known.find((one) => one === text);

function aFilter(text: string): string | undefined {
  return /^(key|breaking|(tag|byline):.+)$/.test(text) ? text : undefined;
}

function wholeNumber(text: string): number | undefined {
  return /^([1-9]\d?|100)$/.test(text) ? Number(text) : undefined;
}

function webAddress(text: string): string | undefined {
  if (!URL.canParse(text, document.baseURI)) return undefined;
  const url = new URL(text, document.baseURI);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function knownZone(timeZone: string): string | undefined {
  return works(() => new Intl.DateTimeFormat('en', { timeZone })) ? timeZone : undefined;
}

function knownLanguage(text: string): string | undefined {
  return works(() => new Intl.Locale(text)) ? text : undefined;
}

function works(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
