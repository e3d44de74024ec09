import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { emptySnapshot } from '../../src/feed/snapshot.ts';
import { Tail } from '../../src/log/tail.ts';
import { FeedCache } from '../../src/relay/mirrors/feed-cache.ts';
import { emptyFolder, type EmptyDatabase } from '../services/databases.ts';
import { until } from '../until.ts';

const info = { title: 'T', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;

describe('the disk of a relay', () => {
  let place: EmptyDatabase;
  const open = () => new FeedCache(place.where.dataDir ?? '', fail);
  const files = () => readdirSync(join(place.where.dataDir ?? '', 'relay')).toSorted();
  const keptOf = (feed: string) => {
    const snapshot = emptySnapshot(feed, { epoch: 'e', seq: 0, tag: 'root' }, info);
    return { tail: Tail.of(snapshot, []), mark: undefined };
  };

  beforeEach(() => {
    place = emptyFolder();
  });
  afterEach(() => place.drop());

  test('has a feed again after a restart, and nothing of one that is not followed any more', async () => {
    const before = open();
    for (const feed of ['kept', 'dropped']) before.keep(feed, keptOf(feed), true);
    await before.close();
    const after = open();
    expect((await after.read('kept'))?.tail.position.tag).toBe('root');
    after.forget('dropped');
    await after.close();
    expect(files()).toEqual(['kept.json']);
    expect(await after.read('dropped')).toBeUndefined();
  });

  test('a feed that is forgotten while it waits to be written is not written', async () => {
    const cache = open();
    cache.keep('storm', keptOf('storm'), true);
    cache.forget('storm');
    await cache.close();
    expect(files()).toEqual([]);
  });

  test('what nobody has asked for since a restart goes: its takedowns are not told here', async () => {
    const before = open();
    for (const feed of ['asked', 'unasked']) before.keep(feed, keptOf(feed), true);
    await before.close();
    const after = open();
    await after.read('asked');
    after.forgetUnasked();
    await until(() => files().length === 1, 'the other one to be removed');
    expect(files()).toEqual(['asked.json']);
    await after.close();
  });
});

function fail(words: string): never {
  throw new Error(words);
}
