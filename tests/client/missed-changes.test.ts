import { isTombstone } from '../../src/feed/item.ts';
import type { FeedOf } from './feed-of.ts';
import { live, shown, waiting } from './reader-of.ts';

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
