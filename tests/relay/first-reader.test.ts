import { positionOf } from '../../src/feed/position.ts';
import { Mirrors } from '../../src/relay/mirrors/mirrors.ts';
import { RelayLog } from '../../src/relay/relay-log.ts';
import { Upstream } from '../../src/relay/upstream.ts';
import { FeedOf, itemOf } from '../client/feed-of.ts';
import { ScriptedLine } from './scripted-line.ts';

describe('the first who reads a feed at a relay', () => {
  const head = '/api/v1/feeds/storm/head';
  let line: ScriptedLine;
  let log: RelayLog;

  beforeEach(async () => {
    const history = new FeedOf('storm', 'e');
    history.post('Stays');
    history.append({ kind: 'post', item: itemOf(2) });
    history.append({ kind: 'takedown', id: itemOf(2).id }, 'gone');
    line = new ScriptedLine('storm', history.changes);
    const report = { away: () => undefined, back: () => undefined };
    const upstream = new Upstream('http://upstream', 'own', line, report);
    await upstream.open();
    const noDisk = { read: async () => undefined, keep: () => undefined, forget: () => undefined };
    const silent = {
      onChanges: () => undefined,
      onReset: () => undefined,
      onFault: () => undefined,
    };
    log = new RelayLog(upstream, new Mirrors(upstream, noDisk, silent));
  });

  afterEach(() => log.close());

  test('waits for one look of the upstream at its log: a second one would come a second later', async () => {
    expect(await log.heads(['storm'])).toMatchObject([{ seq: 3, tag: 'gone' }]);
    expect((await log.tail('storm', 10))?.changes).toHaveLength(3);
    expect(line.pastCaches).toEqual([head]);
  });

  test('is not given what was taken down where a cache has the log of before', async () => {
    const [, before] = line.log;
    const old = before && { feed: 'storm', ...positionOf(before), scrubbed: '0' };
    line.instead = (path, isPastCaches) => (path === head && !isPastCaches ? old : undefined);
    expect(await log.heads(['storm'])).toMatchObject([{ seq: 3, tag: 'gone' }]);
    expect(line.pastCaches).toEqual([head, head]);
    expect(await log.lastTakedown('storm')).toEqual({ seq: 3, tag: 'gone' });
    expect(line.asked.filter((path) => path.includes('/log/'))).toEqual([
      '/api/v1/feeds/storm/log/e/0?v=gone',
    ]);
  });
});
