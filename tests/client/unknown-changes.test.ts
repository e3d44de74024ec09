import type { ChangeContent } from '../../src/feed/change.ts';
import { type FeedOf, itemOf } from './feed-of.ts';
import { live, shown } from './reader-of.ts';

describe('a reader of a server that knows more', () => {
  let complaints: unknown[];
  const { error } = console;

  beforeEach(() => {
    complaints = [];
    console.error = (complaint: unknown) => complaints.push(complaint);
  });

  afterEach(() => {
    console.error = error;
  });

  test('goes on after a kind of change it does not know, with the item if there is one (A7)', () => {
    const { store, feed, change, hear, asked } = live();
    const item = itemOf(9, { headline: 'From the future' });
    const content = { kind: 'future', item, more: { a: 1 } } as unknown as ChangeContent;
    change(feed.append(content));
    // Whether it is laid in or looked up.
    if (asked.length > 0) hear({ event: 'snapshot', body: feed.snapshot([item, itemOf(1)]) });
    change(feed.post('Afterwards'));
    expect(store.status).toBe('live');
    expect(store.position()?.seq).toBe(3);
    store.reveal();
    expect(shown(store)).toContain('Afterwards');
    expect(shown(store)).toContain('From the future');
  });

  test('looks again when something cannot be taken in, and starts from what it is told (A7)', () => {
    const { store, feed, change, hear, asked } = live();
    change(feed.append({ kind: 'pin' } as unknown as ChangeContent));
    expect(complaints).toHaveLength(1);
    expect(store.status).toBe('reconnecting');
    expect(shown(store)).toEqual(['First']);
    // Asked without a position: what was held led to this.
    expect(asked).toEqual([undefined]);
    hear({ event: 'snapshot', body: feed.snapshot([itemOf(7, { headline: 'Healed' })]) });
    expect(shown(store)).toEqual(['Healed']);
    expect(store.status).toBe('live');
    expect(store.position()?.seq).toBe(2);
  });

  test('is not kept from the feed by a listener that fails (A7)', () => {
    const { store, feed, change } = live();
    const tasks: (() => void)[] = [];
    const { queueMicrotask: queue } = globalThis;
    globalThis.queueMicrotask = (task) => tasks.push(task);
    store.listen(() => {
      throw new Error('A host’s own');
    });
    let heard = 0;
    store.listen(() => (heard += 1));
    change(feed.post('Second'));
    globalThis.queueMicrotask = queue;
    expect(heard).toBeGreaterThan(0);
    expect(store.status).toBe('live');
    expect(tasks[0]).toThrow('A host’s own');
  });
});

describe('breaking news', () => {
  test('is an item that breaks by an edit, once, and none that was breaking, was struck or is too old (N2)', () => {
    const { feed, change, broke } = live();
    const item = itemOf(1, { headline: 'First' });
    change(feed.append({ kind: 'edit', item: { ...item, rev: 2, breaking: true } }));
    expect(broke).toEqual(['First']);
    change(feed.append({ kind: 'edit', item: { ...item, rev: 3, breaking: true } }));
    change(feed.post('Struck', { breaking: true, struck: { at: item.postedAt, note: 'No.' } }));
    expect(broke).toEqual(['First']);
    change(feed.post('Second', { breaking: true }));
    expect(broke).toEqual(['First', 'Second']);
  });
});

test('a reader’s own clock does not decide since when it is cut off: the server’s does (P9)', () => {
  const { store, feed, clock, change, hear } = live();
  clock.pass(10_000);
  const { at } = feed.post('Second');
  change({ ...(feed.changes.at(-1) as FeedOf['changes'][number]), at });
  clock.pass(2_000);
  store.linkChanged('offline');
  expect(store.staleSince).toBe(Date.parse(at));
  expect(store.staleMs).toBe(2_000);
  store.linkChanged('open');
  const now = '2030-01-01T12:00:00.000Z';
  hear({ event: 'sync', body: { ...feed.snapshot(), changes: [] } });
  hear({ event: 'head', body: { feed: 'feed', epoch: 'e1', seq: feed.seq, tag: feed.tag, now } });
  store.linkChanged('waiting');
  expect(store.staleSince).toBe(Date.parse(now));
});
