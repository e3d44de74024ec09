import { jest } from '@jest/globals';
import { pollingOn } from '../../client/ticker/connect/over-http/open-polling.ts';
import type { Arrival } from '../../client/ticker/connect/road.ts';
import { positionOf, type Position } from '../../src/feed/position.ts';
import { FeedOf } from './feed-of.ts';
import { ManualClock } from './manual-clock.ts';

/** A reader that polls a server whose answers the test decides. */
function pollingReader() {
  const clock = new ManualClock();
  const feed = new FeedOf();
  feed.post('one');
  feed.post('two');
  let at: Position | undefined;
  let lost = 0;
  const heard: Arrival[] = [];
  const server = { answers: true, feed, asked: 0 };
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
    server.asked += 1;
    if (!server.answers) return new Promise(() => undefined);
    const snapshot = server.feed.snapshot();
    const isHead = url instanceof URL && url.pathname.endsWith('/head');
    return Response.json(isHead ? { ...positionOf(snapshot), scrubbed: '0' } : snapshot);
  });
  const road = pollingOn(clock)(
    'https://server',
    () => ({ v: 1, subs: [{ feed: 'feed', ...at }] }),
    {
      opened: () => undefined,
      lost: () => (lost += 1),
      heard: (arrival) => {
        heard.push(arrival);
        if (arrival.event === 'snapshot') at = positionOf(arrival.body);
      },
    },
  );
  // What was answered has arrived when the queue of tasks was run once.
  const arrive = () => new Promise((done) => setImmediate(done));
  const round = async () => {
    clock.pass(12_000);
    await arrive();
  };
  return { clock, server, heard, road, arrive, round, lost: () => lost };
}

afterEach(() => jest.restoreAllMocks());

describe('polling', () => {
  test('asks every 10 s, and says each time that the reader is current', async () => {
    const { heard, arrive, round, road } = pollingReader();
    await arrive();
    await round();
    await round();
    expect(heard.map(({ event }) => event)).toEqual(['snapshot', 'sync', 'sync']);
    road.close();
  });

  test('is lost when a poll is not answered, and asks no more', async () => {
    const { clock, server, arrive, round, lost } = pollingReader();
    await arrive();
    server.answers = false;
    await round();
    expect(lost()).toBe(0);
    clock.pass(8_000);
    expect(lost()).toBe(1);
    const { asked } = server;
    clock.pass(60_000);
    expect([server.asked, lost(), clock.timers]).toEqual([asked, 1, 0]);
  });

  test('takes an older answer for a cache’s, and for the truth when it stays', async () => {
    const { server, heard, arrive, round, road } = pollingReader();
    await arrive();
    const setBack = new FeedOf();
    setBack.post('one');
    server.feed = setBack;
    await round();
    await round();
    expect(heard.map(({ event }) => event)).toEqual(['snapshot', 'sync', 'sync']);
    await round();
    expect(heard.at(-1)).toMatchObject({ event: 'snapshot', body: { seq: 1, reset: 'fork' } });
    road.close();
  });
});
