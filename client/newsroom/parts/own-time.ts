import { dateTimeIn } from './newsroom-time.ts';

/** A time with its day in the zone of this device, for what concerns no feed: "Tue 1 Dec, 06:00". */
export function ownTime(at: string): string {
  return dateTimeIn(Intl.DateTimeFormat().resolvedOptions().timeZone, at);
}
