import fc from 'fast-check';
import { accept } from '../../src/feed/acceptance.ts';
import { apply, layUnder } from '../../src/feed/apply.ts';
import type { Change, ChangeContent } from '../../src/feed/change.ts';
import { isTombstone, newestFirst, type Entry, type Item } from '../../src/feed/item.ts';
import {
  cursorAfter,
  emptySnapshot,
  newest,
  parseCursor,
  type Snapshot,
} from '../../src/feed/snapshot.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const beginning = { epoch: 'e', seq: 0, tag: 't0' };

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const timeOf = (seq: number) => new Date(Date.UTC(2027, 0, 1) + seq * 1000).toISOString();

function itemOf(n: number, seq: number, more: Partial<Item> = {}): Item {
  const postedAt = timeOf(seq);
  const flags = { breaking: false, key: false, pinned: false };
  return {
    id: idOf(n),
    rev: 1,
    body: [],
    bylines: [],
    tags: [],
    ...flags,
    postedAt,
    updatedAt: postedAt,
    ...more,
  };
}

function changeOf(seq: number, content: ChangeContent): Change {
  const row = { feed: 'f', epoch: 'e', seq, tag: `t${seq}`, prev: `t${seq - 1}`, at: timeOf(seq) };
  return { ...row, ...content };
}

/** A random list of changes; each is chosen among those that are possible after the ones before. */
const story = fc
  .array(fc.record({ what: fc.nat(99), whom: fc.nat(999) }), { maxLength: 60 })
  .map((steps) => {
    const changes: Change[] = [];
    const live = new Map<string, Item>();
    for (const { what, whom } of steps) {
      const seq = changes.length + 1;
      const chosen = [...live.values()][whom % Math.max(1, live.size)];
      if (chosen === undefined || what < 50) {
        const item = itemOf(changes.length, seq);
        live.set(item.id, item);
        changes.push(changeOf(seq, { kind: 'post', item }));
      } else if (what < 75) {
        const item = {
          ...chosen,
          rev: chosen.rev + 1,
          headline: `rev ${seq}`,
          updatedAt: timeOf(seq),
        };
        live.set(item.id, item);
        changes.push(changeOf(seq, { kind: 'edit', item }));
      } else if (what < 85) {
        live.delete(chosen.id);
        changes.push(changeOf(seq, { kind: 'takedown', id: chosen.id }));
      } else if (what < 95) {
        changes.push(changeOf(seq, { kind: 'pin', item: { ...chosen, pinned: true } }));
      } else {
        changes.push(changeOf(seq, { kind: 'unpin', id: chosen.id }));
      }
    }
    return changes;
  });

const fold = (changes: readonly Change[], from: Snapshot = emptySnapshot('f', beginning, info)) =>
  changes.reduce(apply, from);

describe('apply', () => {
  test('a view stays in order, with every item once and at most one of them pinned', () => {
    fc.assert(
      fc.property(story, (changes) => {
        const { items, pinned } = fold(changes);
        expect([...items].sort(newestFirst)).toEqual(items);
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
        const marked = items.filter((entry) => !isTombstone(entry) && entry.pinned);
        expect(marked.map(({ id }) => id)).toEqual(pinned === null ? [] : [pinned.id]);
      }),
    );
  });

  test('a window of the newest entries is the same whether it was cut before or after', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 8 }), (changes, size) => {
        const cutAlways = changes.reduce<Snapshot>(
          (snapshot, change) => newest(apply(snapshot, change), size),
          emptySnapshot('f', beginning, info),
        );
        expect(cutAlways).toEqual(newest(fold(changes), size));
      }),
    );
  });

  test('an older page laid under a view, made before or after, completes it', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 8 }), fc.nat(60), (changes, size, joined) => {
        const whole = fold(changes);
        const start = newest(fold(changes.slice(0, joined)), size);
        const view = fold(changes.slice(joined), start);
        const edge = view.more === null ? undefined : parseCursor(view.more);
        if (edge === undefined) return;
        const older: readonly Entry[] = whole.items.filter((entry) => newestFirst(entry, edge) > 0);
        expect(layUnder(view, { items: older, next: null })).toEqual(whole);
      }),
    );
  });

  test('nothing of a taken-down item stays in a view, whatever came before', () => {
    fc.assert(
      fc.property(story, (changes) => {
        const gone = changes.flatMap((change) => (change.kind === 'takedown' ? [change.id] : []));
        const { items, pinned } = fold(changes);
        for (const id of gone) {
          const entry = items.find((held) => held.id === id);
          expect(Object.keys(entry ?? {}).sort()).toEqual(['id', 'postedAt', 'removedAt']);
          expect(pinned?.id).not.toBe(id);
        }
      }),
    );
  });

  test('a cursor is read back, and nothing else is', () => {
    const entry = itemOf(1, 1);
    expect(parseCursor(cursorAfter(entry))).toEqual({ id: entry.id, postedAt: entry.postedAt });
    for (const text of ['', 'x', `${entry.postedAt}~`, `${entry.postedAt}~${entry.id}'`]) {
      expect(parseCursor(text)).toBeUndefined();
    }
  });
});

describe('the acceptance rule', () => {
  const mine = { epoch: 'e', seq: 5, tag: 't5' };
  const remembered = new Map([
    [5, 't5'],
    [4, 't4'],
  ]);
  const asked = (change: Partial<Change>) =>
    accept(mine, (seq) => remembered.get(seq), {
      ...changeOf(6, { kind: 'unpin', id: '' }),
      ...change,
    });

  test('tells the next from a repeat, a gap and a fork', () => {
    expect(asked({})).toBe('next');
    expect(asked({ prev: 'other' })).toBe('fork');
    expect(asked({ seq: 7 })).toBe('gap');
    expect(asked({ seq: 5, tag: 't5' })).toBe('repeat');
    expect(asked({ seq: 5, tag: 'other' })).toBe('fork');
    expect(asked({ seq: 2, tag: 't2' })).toBe('fork');
    expect(asked({ epoch: 'other' })).toBe('fork');
  });
});
