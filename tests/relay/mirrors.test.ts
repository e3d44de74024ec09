import { Mirrors } from '../../src/relay/mirrors/mirrors.ts';
import { Upstream } from '../../src/relay/upstream.ts';
import { FeedOf } from '../client/feed-of.ts';
import { until } from '../until.ts';
import { ScriptedLine } from './scripted-line.ts';

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
