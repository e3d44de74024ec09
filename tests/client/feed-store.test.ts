import { FeedOf, itemOf } from './feed-of.ts';
import { live, readerOf, shown, waiting } from './reader-of.ts';

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

describe('a log that was restored from a backup', () => {
  test('brings no text back that the reader has seen taken down, pinned neither', () => {
    const { store, feed, change, hear } = live();
    change(feed.post('Second'));
    store.reveal();
    change(feed.append({ kind: 'takedown', id: itemOf(1).id }));
    const restored = new FeedOf();
    const first = itemOf(1, { headline: 'First', pinned: true });
    restored.append({ kind: 'post', item: first }, 'anew-1');
    const body = restored.snapshot([first], { pinned: first, reset: 'fork' });
    hear({ event: 'snapshot', body });
    expect(shown(store)).toEqual(['removed']);
    expect(store.snapshot?.pinned).toBeNull();
    hear({ event: 'change', body: restored.post('Third') });
    store.reveal();
    expect(shown(store)).toEqual(['Third', 'removed']);
    expect(JSON.stringify([store.screen, store.snapshot])).not.toContain('First');
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
