import { Mirrors } from '../../src/relay/mirrors/mirrors.ts';
import { Upstream } from '../../src/relay/upstream.ts';
import { FeedOf } from '../client/feed-of.ts';
import { VirtualTime } from '../model/virtual-time.ts';
import { until } from '../until.ts';
import { ScriptedLine } from './scripted-line.ts';

test('a stream that never comes to what it has is given up, and asked for again', async () => {
  const time = new VirtualTime();
  const log = new FeedOf('storm', 'e');
  const line = new ScriptedLine('storm', log.changes);
  line.saysNothing = true;
  const report = { away: () => undefined, back: () => undefined };
  const relayTime = { now: () => time.dateMs, after: time.after.bind(time), random: () => 0.5 };
  const upstream = new Upstream('http://upstream', 'own', line, report, relayTime);
  await upstream.open();
  const disk = { read: async () => undefined, keep: () => undefined, forget: () => undefined };
  const silent = { onChanges: () => undefined, onReset: () => undefined, onFault: () => undefined };
  const mirrors = new Mirrors(upstream, disk, silent, relayTime);
  const arrival = mirrors.follow('storm').arrived();
  const [refused] = await Promise.all([arrival.then(() => 'it came', String), time.pass(20_000)]);
  expect(refused).toContain('The upstream of this relay does not send this feed.');
  expect(line.streams).toBeGreaterThan(2);
  expect(line.open).toBeLessThanOrEqual(1);
  line.saysNothing = false;
  log.post('One');
  const [kept] = await Promise.all([mirrors.follow('storm').arrived(), time.pass(20_000)]);
  expect(kept?.tail.position.seq).toBe(1);
  mirrors.close();
  upstream.close();
});

test('a feed that is let go while it is being loaded is not kept after that', async () => {
  const log = new FeedOf('storm', 'e');
  log.post('One');
  const line = new ScriptedLine('storm', log.changes);
  let go: () => void = () => undefined;
  line.held = new Promise((done) => (go = done));
  const upstream = new Upstream('http://upstream', 'own', line, {
    away: () => undefined,
    back: () => undefined,
  });
  await upstream.open();
  const kept: string[] = [];
  const disk = {
    read: async () => undefined,
    keep: (feed: string) => void kept.push(`kept ${feed}`),
    forget: (feed: string) => void kept.push(`forgot ${feed}`),
  };
  const told: string[] = [];
  const mirrors = new Mirrors(upstream, disk, {
    onChanges: () => void told.push('changes'),
    onReset: () => void told.push('reset'),
    onFault: (_, reason) => void told.push(reason),
  });
  const mirror = mirrors.follow('storm');
  await until(() => line.asked.some((path) => path.includes('/log/')), 'the segment to be asked');
  mirrors.drop('storm');
  go();
  await mirror.arrived().catch(() => undefined);
  expect(kept).toEqual(['forgot storm']);
  // One that is followed again is loaded anew.
  expect((await mirrors.follow('storm').arrived())?.tail.position.seq).toBe(1);
  expect(kept).toEqual(['forgot storm', 'kept storm']);
  expect(told).toEqual([]);
  mirrors.close();
  upstream.close();
});
