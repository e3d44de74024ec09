import type { ToldEntry } from './told.ts';
import { storyTime } from './story-time.ts';

/**
 * Entries in the order of their editors, the top one first, each with the place that keeps it there: its own time, or a
 * millisecond below the entry above it. So a place is never later than the time.
 */
export function placed(entries: readonly ToldEntry[], nowMs: number): readonly ToldEntry[] {
  let above = Infinity;
  return entries.map((entry) => {
    const time = storyTime(entry.postedAt, nowMs);
    // A time that cannot be read is named when the entry is looked at.
    if ('fault' in time) return entry;
    const ms = Date.parse(time.at);
    if (ms < above) {
      above = ms;
      return entry;
    }
    above -= 1;
    return { ...entry, placedAt: new Date(above).toISOString() };
  });
}
