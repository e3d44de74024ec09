import { openStreams } from '../../client/ticker/connect/over-http/open-streams.ts';
import type { Arrival } from '../../client/ticker/connect/road.ts';
import { FeedOf } from './feed-of.ts';
import type { ChangeContent } from '../../src/feed/change.ts';
import { until } from '../until.ts';

/** The part of EventSource that the road uses. An event without a listener is lost, as in browsers. */
class Stream extends EventTarget {
  static readonly all: Stream[] = [];

  constructor(readonly url: URL) {
    super();
    Stream.all.push(this);
  }

  bring(name: string, data: object): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }

  close(): void {}
}

describe('a reader by stream', () => {
  const { EventSource, fetch } = globalThis;

  afterEach(() => {
    Object.assign(globalThis, { EventSource, fetch });
    Stream.all.length = 0;
  });

  test('gets past an event of a kind its browser has no listener for, by the log (A7)', async () => {
    const feed = new FeedOf('f');
    feed.post('First');
    const before = { feed: 'f', epoch: 'e1', seq: 1, tag: feed.tag };
    feed.append({ kind: 'future' } as unknown as ChangeContent);
    const head = { feed: 'f', epoch: 'e1', seq: 2, tag: feed.tag, now: '2030-01-01T00:00:00Z' };
    Object.assign(globalThis, {
      EventSource: Stream,
      fetch: async (url: URL) =>
        Response.json(
          url.pathname.endsWith('/head') ? { ...head, scrubbed: '0' } : { changes: feed.changes },
        ),
    });
    const heard: Arrival[] = [];
    const road = openStreams('https://server/', () => ({ v: 1, subs: [before] }), {
      opened: () => undefined,
      lost: () => undefined,
      heard: (arrival) => heard.push(arrival),
    });
    Stream.all[0]?.bring('future', feed.changes[1] ?? {});
    Stream.all[0]?.bring('head', head);
    expect(heard).toMatchObject([{ event: 'sync', body: { seq: 2, changes: [] } }]);
    // A reader subscribes again when `head` is ahead of its position.
    road.send('subscribe', before);
    await until(() => heard.length === 2, 'the answer');
    expect(heard[1]).toMatchObject({ event: 'sync', body: { seq: 2, changes: [{ seq: 2 }] } });
    // The next question goes to the server itself.
    road.send('subscribe', before);
    expect(Stream.all).toHaveLength(2);
    road.close();
  });
});
