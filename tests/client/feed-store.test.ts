import { FeedStore } from '../../client/ticker/feed-store.ts';
import type { FetchMissed } from '../../client/ticker/gap-fill.ts';
import type { FeedMessage, Link } from '../../client/ticker/link.ts';
import type { ChangeContent } from '../../src/feed/change.ts';
import { isTombstone } from '../../src/feed/item.ts';
import { FeedOf, itemOf } from './feed-of.ts';
import { ManualClock } from './manual-clock.ts';

/** A reader on a link whose server is the test. `asked` are the positions it asked from. */
function readerOf(feed = new FeedOf(), mode: 'held' | 'shown' = 'held', fetchMissed?: FetchMissed) {
  const clock = new ManualClock();
  const store = new FeedStore('feed', clock, mode, undefined, fetchMissed);
  const asked: (number | undefined)[] = [];
  const link: Link = {
    follow: (follower) => ({ ask: () => asked.push(follower.position()?.seq), stop: () => {} }),
  };
  store.start(link);
  store.linkChanged('connecting');
  store.linkChanged('open');
  const told: string[] = [];
  const broke: (string | undefined)[] = [];
  store.listen((event) => {
    told.push(event.kind);
    if (event.kind === 'screen') broke.push(...event.broke.map(({ headline }) => headline));
  });
  return { feed, clock, store, asked, told, broke, hear: (m: FeedMessage) => store.receive(m) };
}

function live(fetchMissed?: FetchMissed) {
  const reader = readerOf(new FeedOf(), 'held', fetchMissed);
  const { feed, hear } = reader;
  const first = feed.post('First');
  const items = first.kind === 'post' && !isTombstone(first.item) ? [first.item] : [];
  hear({ event: 'snapshot', body: feed.snapshot(items) });
  return {
    ...reader,
    change: (body: FeedOf['changes'][number]) => hear({ event: 'change', body }),
  };
}

const shown = (store: FeedStore) =>
  store.screen.items.map((entry) => (isTombstone(entry) ? 'removed' : entry.headline));
const waiting = (store: FeedStore) => store.screen.pending.map((item) => item.headline);

describe('a reader', () => {
  test('claims live only when it has heard that it is up to date', () => {
    const { store, feed, hear } = readerOf();
    expect(store.status).toBe('connecting');
    hear({ event: 'snapshot', body: feed.snapshot() });
    expect(store.status).toBe('live');
    store.linkChanged('waiting');
    expect(store.status).toBe('reconnecting');
    expect(store.staleSince).toBe(0);
    store.linkChanged('open');
    expect(store.status).toBe('reconnecting');
    hear({ event: 'sync', body: { ...feed.snapshot(), changes: [] } });
    expect(store.status).toBe('live');
    expect(store.staleSince).toBeUndefined();
  });

  test('asks once for what a gap hides, applies nothing out of order, and is then complete', () => {
    const { store, feed, asked, change, hear } = live();
    feed.post('Second');
    change(feed.post('Third'));
    change(feed.post('Fourth'));
    expect(asked).toEqual([1]);
    expect(waiting(store)).toEqual([]);
    expect(store.status).toBe('reconnecting');
    hear({
      event: 'sync',
      body: { feed: 'feed', epoch: 'e1', seq: 4, tag: feed.tag, changes: feed.changes.slice(1) },
    });
    expect(waiting(store)).toEqual(['Fourth', 'Third', 'Second']);
    expect(store.status).toBe('live');
  });

  test('drops a change it has, and one it has forgotten costs a question and no wrong view', () => {
    const { store, feed, asked, change } = live();
    const second = feed.post('Second');
    change(second);
    change(second);
    expect(waiting(store)).toEqual(['Second']);
    expect(asked).toEqual([]);
    for (let n = 0; n < 70; n += 1) change(feed.post(`More ${n}`));
    change(second);
    expect(asked).toEqual([72]);
    expect(store.screen.pending).toHaveLength(71);
  });

  test('of another history is told so by the tag, and takes the snapshot that says which is right', () => {
    const { store, feed, asked, change, hear } = live();
    change(feed.post('Rolled back'));
    const other = new FeedOf();
    other.append({ kind: 'post', item: itemOf(1, { headline: 'First' }) });
    other.append({ kind: 'post', item: itemOf(9, { headline: 'Right' }) }, 'other');
    const third = other.post('Third', { id: itemOf(10).id });
    change(third);
    expect(asked).toEqual([2]);
    expect(waiting(store)).toEqual(['Rolled back']);
    const items = [itemOf(9, { headline: 'Right' }), itemOf(1, { headline: 'First' })];
    hear({ event: 'snapshot', body: other.snapshot(items, { reset: 'fork' }) });
    expect(shown(store)).toEqual(['First']);
    expect(waiting(store)).toEqual(['Right']);
    expect(store.position()).toEqual({ epoch: 'e1', seq: 3, tag: other.tag });
  });

  test('notices by the beacon that it missed something', () => {
    const { store, feed, asked, hear } = live();
    hear({ event: 'head', body: { ...feed.snapshot(), now: '' } });
    expect(asked).toEqual([]);
    feed.post('Lost');
    hear({ event: 'head', body: { ...feed.snapshot(), now: '' } });
    expect(asked).toEqual([1]);
    expect(store.status).toBe('reconnecting');
  });

  test('asks again, later each time, while nobody answers', () => {
    const { clock, asked, feed, hear } = live();
    feed.post('Lost');
    hear({ event: 'head', body: { ...feed.snapshot(), now: '' } });
    clock.pass(10_000);
    expect(asked).toHaveLength(1);
    clock.pass(60_000);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.length).toBeLessThan(8);
  });

  test('who was away so long that nothing shown is left sees the feed as it is', () => {
    const { store, feed, hear } = live();
    const items = [itemOf(30, { headline: 'New' }), itemOf(29, { headline: 'Newer than shown' })];
    hear({ event: 'snapshot', body: feed.snapshot(items, { seq: 90, tag: 'x', reset: 'gap' }) });
    expect(shown(store)).toEqual(['New', 'Newer than shown']);
    expect(waiting(store)).toEqual([]);
  });

  test('who is refused is told so and asks no more', () => {
    const { store, asked, clock } = live();
    store.refuse({ feed: 'feed', code: 'origin_not_allowed', message: 'No.', retry: false });
    expect(store.status).toBe('refused');
    clock.pass(600_000);
    expect(asked).toEqual([]);
  });
});

describe('what waits behind the pill', () => {
  test('is counted, and shown newest first on asking', () => {
    const { store, feed, change } = live();
    change(feed.post('Second'));
    change(feed.post('Third'));
    expect(shown(store)).toEqual(['First']);
    expect(store.reveal().map((item) => item.headline)).toEqual(['Third', 'Second']);
    expect(shown(store)).toEqual(['Third', 'Second', 'First']);
    expect(waiting(store)).toEqual([]);
  });

  test('loses a text that is taken down, at once, and the count stays true', () => {
    const { store, feed, change } = live();
    change(feed.post('Second'));
    change(feed.post('Secret'));
    change(feed.append({ kind: 'takedown', id: itemOf(3).id }));
    expect(waiting(store)).toEqual(['Second']);
    expect(shown(store)).toEqual(['First']);
    expect(JSON.stringify([store.screen, store.snapshot])).not.toContain('Secret');
    store.reveal();
    expect(shown(store)).toEqual(['removed', 'Second', 'First']);
  });

  test('does not hold back what changes in what is shown', () => {
    const { store, feed, change } = live();
    const item = itemOf(1, { headline: 'Right', rev: 2 });
    change(feed.append({ kind: 'correct', item, note: 'It was wrong.' }));
    expect(shown(store)).toEqual(['Right']);
    expect(waiting(store)).toEqual([]);
    change(feed.append({ kind: 'takedown', id: item.id }));
    expect(shown(store)).toEqual(['removed']);
  });

  test('is nothing when the reader wants all at once', () => {
    const { store, feed, hear } = readerOf(new FeedOf(), 'shown');
    hear({ event: 'snapshot', body: feed.snapshot() });
    hear({ event: 'change', body: feed.post('One') });
    hear({ event: 'change', body: feed.post('Two') });
    expect(shown(store)).toEqual(['Two', 'One']);
  });
});

describe('a paused ticker', () => {
  test('stays as it is, but for a text that is taken down', () => {
    const { store, feed, change } = live();
    store.pause();
    change(feed.post('Second'));
    change(feed.append({ kind: 'edit', item: itemOf(1, { headline: 'Edited', rev: 2 }) }));
    expect([shown(store), waiting(store)]).toEqual([['First'], []]);
    change(feed.append({ kind: 'takedown', id: itemOf(1).id }));
    expect([shown(store), waiting(store)]).toEqual([['removed'], []]);
    store.resume();
    expect([shown(store), waiting(store)]).toEqual([['removed'], ['Second']]);
  });
});

describe('older updates', () => {
  test('are laid under the shown ones, and nothing applied since is undone by them', async () => {
    const { store, feed, hear } = readerOf();
    for (let n = 1; n <= 3; n += 1) feed.post(`Post ${n}`);
    const made = feed.snapshot();
    const newest = itemOf(3, { headline: 'Post 3' });
    hear({
      event: 'snapshot',
      body: feed.snapshot([newest], { more: `${newest.postedAt}~${newest.id}` }),
    });
    await store.loadOlder(async () => {
      hear({ event: 'change', body: feed.append({ kind: 'takedown', id: itemOf(1).id }) });
      const items = [itemOf(2, { headline: 'Post 2' }), itemOf(1, { headline: 'Gone' })];
      return { ...made, items, next: null };
    });
    expect(shown(store)).toEqual(['Post 3', 'Post 2', 'removed']);
    expect(store.screen.more).toBe(false);
    expect(store.position()?.seq).toBe(4);
  });
});

describe('a reader who missed more than a server sends', () => {
  /** As a server answers who is too far behind: the newest alone. */
  function cutShort(feed: FeedOf, missed: number) {
    const posts = Array.from({ length: missed }, (_, n) => feed.post(`Missed ${n}`));
    const items = posts.flatMap((change) =>
      change.kind === 'post' && !isTombstone(change.item) ? [change.item] : [],
    );
    return feed.snapshot(items.slice(-20).reverse(), { reset: 'gap', more: 'x' });
  }

  test('keeps its rows, and is told of every one, when they can be fetched (P1)', async () => {
    let fetched: (number | undefined)[] = [];
    const { store, feed, hear, asked } = live(async (at) => {
      fetched = [...fetched, at.seq];
      return feed.changes.slice(at.seq);
    });
    hear({ event: 'snapshot', body: cutShort(feed, 560) });
    expect(store.status).toBe('reconnecting');
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(fetched).toEqual([1]);
    expect(shown(store)).toEqual(['First']);
    expect(waiting(store)).toHaveLength(560);
    expect(store.status).toBe('live');
    expect(store.jumped).toBe(false);
    expect(asked).toEqual([]);
  });

  test('asks for what came while it fetched, and is live only then (P1)', async () => {
    const { store, feed, hear, asked, change } = live(async (at) =>
      feed.changes.slice(at.seq, 561),
    );
    hear({ event: 'snapshot', body: cutShort(feed, 560) });
    change(feed.post('Meanwhile'));
    await new Promise(setImmediate);
    expect(store.status).toBe('reconnecting');
    expect(asked).toEqual([561]);
    const { seq, tag } = feed;
    const changes = feed.changes.slice(561);
    hear({ event: 'sync', body: { feed: 'feed', epoch: 'e1', seq, tag, changes } });
    expect(waiting(store)).toHaveLength(561);
    expect(store.status).toBe('live');
  });

  test('is told that its rows were replaced, when they cannot be (P1)', async () => {
    const { store, feed, hear } = live(async () => undefined);
    hear({ event: 'snapshot', body: cutShort(feed, 560) });
    await new Promise(setImmediate);
    expect(shown(store)).toHaveLength(20);
    expect(store.jumped).toBe(true);
    store.reveal();
    expect(store.jumped).toBe(false);
  });

  test('is shown what is new without a word, when it had not begun to read (P1)', async () => {
    const { store, feed, hear } = live(async () => []);
    hear({ event: 'snapshot', body: cutShort(feed, 560) });
    await new Promise(setImmediate);
    expect(shown(store)).toHaveLength(20);
    expect(store.jumped).toBe(false);
    expect(store.status).toBe('live');
  });
});

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
    change(feed.append({ kind: 'post' } as unknown as ChangeContent));
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
