import { isTombstone, type Entry } from '../../src/feed/item.ts';
import type { ItemsPage } from '../../src/feed/messages.ts';
import { call } from '../call.ts';

/** All items of a feed as readers see them, newest first, but for what is each newsroom's own: pins, revisions, where it comes from. */
export async function viewOf(url: string, feed: string): Promise<readonly object[]> {
  const view: object[] = [];
  let before = '';
  do {
    const path = `/api/v1/feeds/${feed}/items?limit=100&before=${encodeURIComponent(before)}`;
    const { status, json, text } = await call(url, 'GET', path);
    if (status !== 200) throw new Error(`the items of ${feed} answered ${status}: ${text}`);
    const { items, next } = json as unknown as ItemsPage;
    view.push(...items.map(seen));
    before = next ?? '';
  } while (before !== '');
  return view;
}

function seen(entry: Entry): object {
  // When it went is when it went there, and here a moment later.
  if (isTombstone(entry)) return { id: entry.id, postedAt: entry.postedAt, isGone: true };
  const { rev: _rev, pinned: _pinned, origin: _origin, ...words } = entry;
  return words;
}

/** Whether two feeds look the same to readers, or are not to be had now. */
export async function lookAlike(
  [oneUrl, one]: readonly [string, string],
  [otherUrl, other]: readonly [string, string],
): Promise<boolean> {
  try {
    const views = await Promise.all([viewOf(oneUrl, one), viewOf(otherUrl, other)]);
    const [a, b] = views.map((view) => JSON.stringify(view.map(sorted)));
    return a === b;
  } catch {
    return false;
  }
}

/** What differs between two feeds, in a few words. */
export async function differences(
  [oneUrl, one]: readonly [string, string],
  [otherUrl, other]: readonly [string, string],
): Promise<readonly string[]> {
  const [a, b] = await Promise.all([viewOf(oneUrl, one), viewOf(otherUrl, other)]);
  const longest = Math.max(a.length, b.length);
  const lines = Array.from({ length: longest }, (_, n) =>
    [a[n], b[n]].map((entry) => JSON.stringify(sorted(entry))),
  );
  return lines.filter(([x, y]) => x !== y).map(([x, y]) => `there ${x}, here ${y}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([x], [y]) => (x < y ? -1 : 1))
      .map(([name, field]) => [name, sorted(field)]),
  );
}
