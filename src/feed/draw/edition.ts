import type { DayShape } from './clock-time.ts';
import { en } from '../words/en.ts';
import type { Words } from '../words/words.ts';
import type { Item } from '../item.ts';
import { h, type Element, type Markup } from './markup.ts';

/** What a reader can do with an item, drawn at it by a ticker that has these tools. */
export interface ItemTools {
  /** After an item's time. */
  readonly beside: (item: Item) => readonly Markup[];
  /** The attributes that make the name of a remark a button. */
  readonly remark: (item: Item) => Readonly<Record<string, string>>;
  /** Below the remarks. */
  readonly below: (item: Item, edition: Edition) => readonly Markup[];
  /** At the item's end. */
  readonly end: (item: Item) => readonly Markup[];
}

/** How times and addresses are written for whoever reads: the reader's zone in a browser, the newsroom's on a server. */
export interface Edition {
  /** Clock time as text ("19:04"), and the exact time with its zone's name. */
  readonly time: (at: string) => { readonly text: string; readonly exact: string };
  /** The day of a time, for the headings between days and for what happened on another day. */
  readonly day?: (at: string, shape: DayShape) => string;
  /** The interface's own words; English where none are given. */
  readonly words?: Words;
  /** A moment of the reader's day: what is of another day says its date. */
  readonly today?: string;
  /** What the server's addresses begin with, as its uploads are found from here; "/" without one. */
  readonly root?: string;
  /** Where an item lives on the web. */
  readonly itemUrl: (id: string) => string;
  /** None on a server, in the rail and in the bar. */
  readonly tools?: ItemTools | undefined;
}

/** A time element: the text for the eye, the exact time on asking, the instant for machines. */
export function timeMarkup(at: string, edition: Edition, date?: string): Element {
  const { text, exact } = edition.time(at);
  const { dated } = edition.words ?? en;
  const told = date === undefined ? text : dated.replace('{date}', date).replace('{time}', text);
  return h('time', { datetime: at, title: exact }, told);
}

/** A time that is read beside another: with its date where that is of another day. */
export function laterTimeMarkup(at: string, beside: string, edition: Edition): Element {
  return timeMarkup(at, edition, dateBeside(at, beside, edition));
}

/** The short date of a time where the one it stands beside (none: nothing is known) is of another day. */
export function dateBeside(
  at: string,
  beside: string | undefined,
  { day }: Pick<Edition, 'day'>,
): string | undefined {
  return dayBeside(at, beside, day, 'date', 'dateOfYear');
}

/** The day of a time as a heading, where the time above it (none: the list's top) is of another day. */
export function headingBeside(
  at: string,
  above: string | undefined,
  { day }: Pick<Edition, 'day'>,
): string | undefined {
  return dayBeside(at, above, day, 'day', 'dayOfYear');
}

function dayBeside(
  at: string,
  other: string | undefined,
  day: Edition['day'],
  short: DayShape,
  full: DayShape,
): string | undefined {
  if (day === undefined) return undefined;
  if (other !== undefined && day(at, full) === day(other, full)) return undefined;
  const isSameYear = other !== undefined && day(at, 'year') === day(other, 'year');
  return day(at, isSameYear ? short : full);
}
