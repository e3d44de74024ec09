import type { FeedNumbers } from '../../../../src/feed/newsroom-messages.ts';
import { call } from '../../../call.ts';
import { StockReader } from '../../../stock-reader.ts';
import { until } from '../../../until.ts';
import { StreamReader } from '../../reading/stream-reader.ts';
import { LiveRoom } from './live-room.ts';

const paper = 'https://paper.example';

describe('the numbers of a feed, on two instances with Redis', () => {
  const room = new LiveRoom();

  async function numbers(at = room.two): Promise<FeedNumbers> {
    const { json } = await at.call('GET', `/api/v1/feeds/${room.feed}/numbers`);
    return json as unknown as FeedNumbers;
  }

  test('readers are counted by site at all instances, in frames and by streams, too (31)', async () => {
    const { feed } = room;
    const auth = { v: 1, subs: [{ feed }] };
    const on = (origin: string) => ({ extraHeaders: { origin } });
    // A page that an editor has open is no reader.
    const editor = await room.enters(room.one, await room.person('editor'));
    using own = new StockReader(room.one.url, auth, on(room.one.url));
    using page = new StockReader(room.one.url, auth, on(room.one.url));
    using program = new StockReader(room.one.url, auth);
    using onPaper = new StockReader(room.two.url, auth, on(paper));
    const inFrame = { ...auth, site: `${paper}/a/path?that=is#private` };
    using framed = new StockReader(room.one.url, inFrame, on(room.one.url));
    using stream = new StreamReader(feed, { origin: 'https://blog.example' });
    stream.connect(room.two.url);
    const expected = [
      { site: paper, readers: 2 },
      { site: 'https://blog.example', readers: 1 },
      { site: 'own', readers: 1 },
      { site: 'other', readers: 1 },
    ];
    const told = (found: FeedNumbers) => JSON.stringify([found.readers, found.sites]);
    for (const at of [room.one, room.two]) {
      await until(
        async () => told(await numbers(at)) === JSON.stringify([5, expected]),
        'all five',
      );
    }
    // What readers are told of it: by which chance they may report.
    await until(() => page.of('head').length > 0, 'the head');
    expect(page.of('head')[0]?.share).toBeGreaterThan(0);
    expect([own, program, onPaper, framed].map((one) => one.of('refused'))).toEqual([
      [],
      [],
      [],
      [],
    ]);
    onPaper[Symbol.dispose]();
    stream.leave();
    await until(async () => (await numbers(room.one)).readers === 3, 'those who stay');
    expect(editor.of('readers').at(-1)?.readers).toBeLessThanOrEqual(5);
  });

  test('reports count at every instance; what is none is refused with the cure, and counts nowhere', async () => {
    const { feed } = room;
    const report = (ms: string, headers = {}, to = feed) =>
      call(room.one.url, 'POST', `/api/v1/feeds/${to}/reports?ms=${ms}`, undefined, headers);
    for (const ms of ['-1', '1.5', '60001', 'x', '', '1&ms=2']) {
      const answer = await report(ms);
      expect([ms, answer.status, answer.json['code']]).toEqual([ms, 422, 'invalid_input']);
      expect(answer.json['errors'] ?? answer.text).toEqual(
        expect.arrayContaining([expect.objectContaining({ pointer: '/ms' })]),
      );
    }
    expect((await report('1', {}, 'no-such-feed')).status).toBe(404);
    await room.one.createFeed(`named-${feed}`, { origins: [paper] });
    const foreign = await report('1', { origin: 'https://evil.example' }, `named-${feed}`);
    expect([foreign.status, foreign.json['code']]).toEqual([403, 'origin_not_allowed']);
    for (const ms of ['300', '100', '200']) expect((await report(ms)).status).toBe(204);
    const summary = { p50: 200, p95: 300, reports: 3 };
    expect((await numbers(room.one)).publishToScreen).toEqual(summary);
    await until(async () => (await numbers()).publishToScreen.reports === 3, 'the other instance');
    expect((await numbers()).publishToScreen).toEqual(summary);
    const clock = await call(room.one.url, 'GET', `/api/v1/feeds/${feed}/clock`);
    expect(clock.headers.get('cache-control')).toContain('no-store');
    expect(Math.abs(Date.parse(String(clock.json['now'])) - Date.now())).toBeLessThan(60_000);
  });

  test('are for who works in the feed, of a feed that is there', async () => {
    const path = `/api/v1/feeds/${room.feed}/numbers`;
    const none = await call(room.one.url, 'GET', path);
    expect(none.status).toBe(401);
    const { token } = await room.token('none');
    const refused = await call(room.one.url, 'GET', path, undefined, {
      authorization: `Bearer ${token}`,
    });
    expect([refused.status, refused.json['code']]).toEqual([403, 'not_allowed']);
    expect((await room.one.call('GET', '/api/v1/feeds/nowhere/numbers')).status).toBe(404);
  });
});
