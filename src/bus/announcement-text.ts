import type { Change } from '../feed/change.ts';
import { isSlug } from '../feed/feed-info.ts';
import type { Announcement } from './bus.ts';

/** A longer announcement is sent without its change: Redis keeps a copy for each subscriber that reads slowly. */
const maxCarriedBytes = 64 * 1024;

/** An announcement as it travels: at most 64 KB. */
export function writeAnnouncement(announcement: Announcement): string {
  const whole = JSON.stringify(announcement);
  return Buffer.byteLength(whole) <= maxCarriedBytes
    ? whole
    : JSON.stringify({ ...announcement, change: undefined });
}

/** W3C Trace Context. */
const traceForm = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
/** A kind becomes the name of an event, which is a line of its own on a stream. */
const kindForm = /^[a-z][a-z-]{0,31}$/;

/**
 * The announcement in a message, or undefined for a message that is not ours. Only the position and the outline of its
 * change are checked: the hub accepts a change by its tag, and tags come from the log. The kind may be one that only a
 * later version knows. Of a change that cannot be read only the feed is returned, so that the hub reads the log.
 */
export function parseAnnouncement(message: string): Announcement | undefined {
  try {
    const said: unknown = JSON.parse(message);
    if (typeof said !== 'object' || said === null || !('feed' in said) || !isSlug(said.feed)) {
      return undefined;
    }
    const { feed } = said;
    const trace = 'trace' in said && typeof said.trace === 'string' ? said.trace : '';
    const about = { feed, ...(traceForm.test(trace) && { trace }) };
    if (!('change' in said)) return about;
    return isPlaced(said.change, feed) ? { ...about, change: said.change } : about;
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
    ['epoch', 'tag', 'prev', 'kind', 'at'].every((name) => typeof row[name] === 'string') &&
    kindForm.test(String(row['kind'])) &&
    (row['item'] === undefined || isEntry(row['item']))
  );
}

function isEntry(item: unknown): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const { id, postedAt } = item as Record<string, unknown>;
  return typeof id === 'string' && typeof postedAt === 'string';
}
