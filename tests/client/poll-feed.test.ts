import { pollFeed, type GetJson } from '../../client/ticker/connect/over-http/poll-feed.ts';
import { positionOf, type Position } from '../../src/feed/position.ts';
import { FeedOf } from './feed-of.ts';

/** A server of one feed, and caches that may answer in its place. */
function serverOf(feed: FeedOf, cached: Readonly<Record<string, unknown>> = {}) {
  const asked: string[] = [];
  const get: GetJson = async (path) => {
    asked.push(path);
    const [name = ''] = path.split('?');
    if (name in cached) return cached[name];
    if (name === '') return feed.snapshot();
    if (name === '/head') return { ...positionOf(feed.snapshot()), feed: 'feed', scrubbed: 'mark' };
    return segment(feed, Number(name.split('/').at(-1)));
  };
  return { get, asked };
}

function segment(feed: FeedOf, n: number) {
  const changes = feed.changes.slice(64 * n, 64 * n + 64);
  return { n, changes, full: changes.length === 64 };
}

function feedWith(posts: number): FeedOf {
  const feed = new FeedOf();
  for (let n = 1; n <= posts; n += 1) feed.post(`post ${n}`);
  return feed;
}

const at = (feed: FeedOf, seq: number): Position => {
  const change = feed.changes[seq - 1];
  return change ? positionOf(change) : { epoch: 'e1', seq: 0, tag: 'e1-0' };
};

const poll = (get: GetJson, position?: Position, insists = false) =>
  pollFeed(get, 'feed', position, insists);

describe('a poll', () => {
  test('of a reader that knows nothing is the snapshot', async () => {
    const feed = feedWith(3);
    const { get, asked } = serverOf(feed);
    expect(await poll(get)).toEqual([{ event: 'snapshot', body: feed.snapshot() }]);
    expect(asked).toEqual(['']);
  });

  test('of a reader that is current costs one small request', async () => {
    const feed = feedWith(3);
    const { get, asked } = serverOf(feed);
    const [answer] = await poll(get, at(feed, 3));
    expect(answer).toMatchObject({ event: 'sync', body: { seq: 3, changes: [] } });
    expect(asked).toEqual(['/head']);
  });

  test('brings exactly what is missing, from the segments it is in, under the mark of the head', async () => {
    const feed = feedWith(140);
    const { get, asked } = serverOf(feed);
    const [answer] = await poll(get, at(feed, 60));
    expect(answer).toMatchObject({ event: 'sync', body: { ...at(feed, 140) } });
    const changes = answer?.event === 'sync' ? answer.body.changes : [];
    expect(changes).toEqual(feed.changes.slice(60));
    expect(asked).toEqual(['/head', ...[0, 1, 2].map((n) => `/log/e1/${n}?v=mark`)]);
    const full = serverOf(feedWith(64));
    await poll(full.get, at(feed, 10));
    expect(full.asked).toEqual(['/head', '/log/e1/0?v=mark']);
  });

  test('of a reader that is far behind, or of another epoch, is the snapshot with the reason', async () => {
    const feed = feedWith(300);
    const { get, asked } = serverOf(feed);
    const [behind] = await poll(get, at(feed, 3));
    expect(behind).toMatchObject({ event: 'snapshot', body: { seq: 300, reset: 'gap' } });
    const [foreign] = await poll(get, { epoch: 'e0', seq: 299, tag: 'x' });
    expect(foreign).toMatchObject({ event: 'snapshot', body: { seq: 300, reset: 'epoch' } });
    expect(asked).toEqual(['/head', '', '/head', '']);
  });

  test('does not believe a cached segment of a history that was rolled back', async () => {
    const feed = feedWith(70);
    const other = feedWith(10);
    for (let n = 11; n <= 64; n += 1) other.append({ kind: 'unpin', id: `${n}` }, `other-${n}`);
    const { get } = serverOf(feed, { '/log/e1/0': segment(other, 0) });
    const answers = await poll(get, at(feed, 5));
    expect(answers).toMatchObject([{ event: 'snapshot', body: { seq: 70, reset: 'fork' } }]);
    const here = await poll(get, at(feed, 20));
    expect(here).toMatchObject([{ event: 'snapshot', body: { seq: 70, reset: 'fork' } }]);
  });

  test('that meets an older segment brings what there is, and says that there is more', async () => {
    const feed = feedWith(20);
    const { get } = serverOf(feed, { '/log/e1/0': segment(feedWith(15), 0) });
    const [answer] = await poll(get, at(feed, 12));
    expect(answer).toMatchObject({ event: 'sync', body: { seq: 20 } });
    const changes = answer?.event === 'sync' ? answer.body.changes : [];
    expect(changes.map(({ seq }) => seq)).toEqual([13, 14, 15]);
  });

  test('that meets an older head leaves it to the reader, and starts anew only when that asks in vain', async () => {
    const feed = feedWith(20);
    const older = { ...at(feed, 18), feed: 'feed', scrubbed: 'mark' };
    const { get } = serverOf(feed, { '/head': older });
    const [answer] = await poll(get, at(feed, 20));
    expect(answer).toMatchObject({ event: 'sync', body: { seq: 18, changes: [] } });
    const [insisted] = await poll(get, at(feed, 20), true);
    expect(insisted).toMatchObject({ event: 'snapshot', body: { seq: 20, reset: 'fork' } });
  });

  test('notices by its tag a log that was set back and has grown to the same length, and starts anew (W6)', async () => {
    const { get, asked } = serverOf(feedWith(3));
    const ofAnotherHistory = { ...at(feedWith(3), 3), tag: 'another' };
    const [answer] = await poll(get, ofAnotherHistory);
    // Nothing to apply, and the tag of the server's own history: the reader knows that it does not stand there.
    expect(answer).toMatchObject({ event: 'sync', body: { seq: 3, changes: [] } });
    expect(answer?.body).not.toMatchObject({ tag: 'another' });
    const anew = await poll(get, ofAnotherHistory, true);
    expect(anew).toMatchObject([{ event: 'snapshot', body: { reset: 'fork', seq: 3 } }]);
    expect(asked).toEqual(['/head', '/head', '']);
  });

  test('says when a snapshot is older than the head', async () => {
    const feed = feedWith(300);
    const { get } = serverOf(feed, { '': feedWith(299).snapshot() });
    const answers = await poll(get, at(feed, 3));
    expect(answers).toMatchObject([
      { event: 'snapshot', body: { seq: 299, reset: 'gap' } },
      { event: 'sync', body: { seq: 300, changes: [] } },
    ]);
  });

  test('of a feed that is not there is refused', async () => {
    const { get } = serverOf(new FeedOf(), { '': undefined, '/head': undefined });
    const refused = {
      event: 'refused',
      body: { feed: 'feed', code: 'unknown_feed', retry: false },
    };
    expect(await poll(get)).toMatchObject([refused]);
    expect(await poll(get, { epoch: 'e1', seq: 1, tag: 'x' })).toMatchObject([refused]);
  });
});
