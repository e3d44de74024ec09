import { clockTime, dayOf } from '../../../src/feed/draw/clock-time.ts';

/** The language of this page, whatever the language of the feed. */
const pageLang = 'en-GB';

/** Clock time in the newsroom's zone: "19:04". */
export function timeIn(zone: string, at: string): string {
  return clockTime(at, pageLang, zone).text;
}

/** Date, time and the zone's name: "28 June 2027 at 09:30:00 BST". */
export function exactTimeIn(zone: string, at: string): string {
  return clockTime(at, pageLang, zone).exact;
}

/** A time with its day: "Tue 1 Dec, 06:00". */
export function dateTimeIn(zone: string, at: string): string {
  const date = new Intl.DateTimeFormat(pageLang, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  }).format(new Date(at));
  return `${date.replace(',', '')}, ${timeIn(zone, at)}`;
}

/** The day in the newsroom's zone: "Monday 28 June". */
export function dayIn(zone: string, at: string): string {
  return dayOf(at, pageLang, zone);
}
