import type { Change } from '../../src/feed/change.ts';
import { isTombstone } from '../../src/feed/item.ts';
import { Mirrors } from '../../src/relay/mirrors/mirrors.ts';
import { RelayLog } from '../../src/relay/relay-log.ts';
import { Upstream } from '../../src/relay/upstream.ts';
import { FeedOf, itemOf } from '../client/feed-of.ts';
import { ScriptedLine } from './scripted-line.ts';

const feed = 'storm';
const noDisk = { read: async () => undefined, keep: () => undefined, forget: () => undefined };

/** Changes that post an item each; the 10th item is taken down by the 650th. `name`: of the history. */
function logOf(name: string, count = 700): readonly Change[] {
  const log = new FeedOf(feed, 'e');
  for (let seq = 1; seq <= count; seq += 1) {
    const tag = `${name}${seq}`;
    if (seq === 650) log.append({ kind: 'takedown', id: itemOf(10).id }, tag);
    else log.append({ kind: 'post', item: itemOf(seq, { headline: `news ${seq}` }) }, tag);
  }
  return log.changes;
}

describe('the log of a relay', () => {
  let line: ScriptedLine;
  let log: RelayLog;
  const texts = (changes: readonly Change[]) =>
    changes.map((change) =>
      'item' in change && !isTombstone(change.item) ? change.item.headline : undefined,
    );

  async function open(upstreams: readonly Change[]): Promise<void> {
    line = new ScriptedLine(feed, upstreams);
    const report = { away: () => undefined, back: () => undefined };
    const upstream = new Upstream('http://upstream', 'own', line, report);
    await upstream.open();
    const silent = {
      onChanges: () => undefined,
      onReset: () => undefined,
      onFault: () => undefined,
    };
    log = new RelayLog(upstream, new Mirrors(upstream, noDisk, silent));
  }

  afterEach(() => log.close());

  test('has no text that its tail knows to be taken down, also where the upstream answers from before', async () => {
    await open(logOf('a'));
    const read = await log.read(feed, 0, 64);
    expect(read.map(({ tag }) => tag)).toEqual(logOf('a', 64).map(({ tag }) => tag));
    // The upstream of this test never clears its rows.
    expect(texts(line.log.slice(0, 64))[9]).toBeDefined();
    expect(texts(read)[9]).toBeUndefined();
    expect(texts(read)[8]).toBeDefined();
  });

  test('is of one history, also where a cache has kept another one under the same address', async () => {
    await open(logOf('b'));
    const before = logOf('a');
    line.instead = (path) => {
      const [, n] = /\/log\/e\/(\d+)\?v=\w+$/.exec(path) ?? [];
      const from = Number(n) * 64;
      return n === undefined ? undefined : line.segment(Number(n), before.slice(from, from + 64));
    };
    const tail = await log.tail(feed, 512);
    expect(tail?.changes.at(0)?.tag).toBe('b189');
    // Up to the first that is in the tail.
    const read = await log.read(feed, 60, 128);
    expect([read[0]?.tag, read.at(-1)?.tag, read.length]).toEqual(['b61', 'b188', 128]);
  });

  test('is nothing where changes do not follow one another, whatever is asked', async () => {
    await open(logOf('a'));
    await log.tail(feed, 512);
    line.instead = (path) => {
      if (!path.includes('/log/e/0')) return undefined;
      const changes = logOf('a', 64).map((one) => (one.seq === 7 ? { ...one, tag: 'x' } : one));
      return line.segment(0, changes);
    };
    await expect(log.read(feed, 0, 64)).rejects.toThrow('contradicts itself');
  });
});
