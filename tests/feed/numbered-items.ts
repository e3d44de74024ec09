import type { Item } from '../../src/feed/item.ts';
import { contentOf } from '../contract/commands.ts';

export const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

/** The time of the change with this number: a second after the one before. */
export const timeOf = (seq: number) => new Date(Date.UTC(2027, 0, 1) + seq * 1000).toISOString();

/** The item that was posted by the change with this number. */
export function itemOf(n: number, more: Partial<Item> = {}): Item {
  const id = `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const times = { postedAt: timeOf(n), updatedAt: timeOf(n) };
  return { ...contentOf(`Item ${n}`), id, rev: 1, pinned: false, ...times, ...more };
}
