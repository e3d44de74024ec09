import {
  maxNamedFeeds,
  readersText,
  readersTold,
  takeReaders,
} from '../../src/ops/readers-by-feed.ts';

const many = () =>
  new Map(Array.from({ length: 1_000 }, (_, n) => [`feed-${n}`, n === 7 ? 5_000 : 1] as const));

test('a thousand feeds make no more series than are named: the largest, and all others together', async () => {
  const lines = seriesIn(await readersText(many));
  expect(lines.size).toBe(maxNamedFeeds + 1);
  expect(lines.get('feed-7')).toBe(5_000);
  expect(lines.get('other')).toBe(1_000 - maxNamedFeeds);
});

test('of several instances those are named that have most together, and nobody is counted twice or left out', async () => {
  const small = (feed: string) =>
    Array.from({ length: 30 }, (_, n) => [`${feed}-${n}`, 2] as const);
  // No feed of an instance's own is as large as the one that all have some readers of.
  const instances = ['a', 'b', 'c'].map((name) => () => new Map([...small(name), ['all', 1]]));
  const told = await Promise.all(instances.map(async (sizes) => [await readersTold(sizes)]));
  const asSent = JSON.parse(JSON.stringify(told)) as typeof told;
  const { sizes, others } = takeReaders(asSent);
  const lines = seriesIn(await readersText(sizes));
  expect(lines.get('all')).toBe(3);
  expect(lines.size).toBe(maxNamedFeeds + 1);
  expect([...lines.values()].reduce((sum, value) => sum + value, 0)).toBe(3 * 61);
  expect(others).toEqual([[], [], []]);
});

test('a feed that is called other is one of the others', async () => {
  const lines = seriesIn(
    await readersText(
      () =>
        new Map([
          ['other', 3],
          ['storm', 2],
        ]),
    ),
  );
  expect([...lines]).toEqual([
    ['storm', 2],
    ['other', 3],
  ]);
});

function seriesIn(text: string): ReadonlyMap<string, number> {
  const found = text.matchAll(/^dateline_readers\{feed="([^"]+)"\} (\d+)$/gm);
  return new Map([...found].map(([, feed = '', count]) => [feed, Number(count)]));
}
