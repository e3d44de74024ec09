import type { Change } from '../feed/change.ts';
import { isSlug } from '../feed/feed-info.ts';
import type { Announcement } from './bus.ts';

/** Longer ones are announced without their body: a copy is kept for everybody who is slow to read. */
const maxCarriedBytes = 64 * 1024;

/** An announcement as it travels: at most 64 KB. */
export function writeAnnouncement(announcement: Announcement): string {
  const whole = JSON.stringify(announcement);
  return Buffer.byteLength(whole) <= maxCarriedBytes
    ? whole
    : JSON.stringify({ feed: announcement.feed });
}

/**
 * What a message says, or undefined for one that is none of ours. A change in it is checked for its place
 * only: the hub accepts it by tag, and the tag is the log's.
 */
export function parseAnnouncement(message: string): Announcement | undefined {
  try {
    const said: unknown = JSON.parse(message);
    if (typeof said !== 'object' || said === null || !('feed' in said) || !isSlug(said.feed)) {
      return undefined;
    }
    const { feed } = said;
    if (!('change' in said)) return { feed };
    return isPlaced(said.change, feed) ? { feed, change: said.change } : undefined;
  } catch {
    return undefined;
  }
}

function isPlaced(change: unknown, feed: string): change is Change {
  if (typeof change !== 'object' || change === null) return false;
  const row = change as Record<string, unknown>;
  return (
    row['feed'] === feed &&
    Number.isSafeInteger(row['seq']) &&
    ['epoch', 'tag', 'prev', 'kind', 'at'].every((name) => typeof row[name] === 'string')
  );
}
