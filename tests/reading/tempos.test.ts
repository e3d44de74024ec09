import { Tempos } from '../../src/reading/tempos.ts';

const minuteMs = 60_000;
const start = Date.parse('2030-01-01T10:00:00.000Z');

/** Slots of one post each, at these minutes after the start. */
const slotsAt = (...minutes: readonly number[]) =>
  minutes.map((minute) => ({
    from: new Date(start + minute * minuteMs).toISOString(),
    posts: 1,
    keys: minute === 0 ? 1 : 0,
  }));

test('a thousand readers who look at the tempo of a feed cost what one costs', async () => {
  let asked = 0;
  const time = { ms: 0 };
  const log = {
    tempo: async () => {
      asked += 1;
      return slotsAt(0, 3);
    },
  };
  const tempos = new Tempos(log, { now: () => time.ms });
  const crowd = () => Promise.all(Array.from({ length: 1_000 }, () => tempos.of('f')));
  const [first] = await crowd();
  expect(first).toEqual({
    feed: 'f',
    from: '2030-01-01T10:00:00.000Z',
    seconds: 60,
    posts: [1, 0, 0, 1],
    keys: [1, 0, 0, 0],
  });
  expect(asked).toBe(1);
  time.ms = 10_001;
  await crowd();
  expect(asked).toBe(2);
});

test('however long a story is, its tempo is a few dozen slices, and every post is in one', async () => {
  for (const minutes of [[], [0], [0, 71], [0, 72], [0, 1_000, 5_760], [0, 600_000, 5_256_000]]) {
    const tempos = new Tempos({ tempo: async () => slotsAt(...minutes) });
    const { posts, keys, seconds } = await tempos.of('f');
    expect(posts.length).toBeLessThanOrEqual(72);
    expect(keys).toHaveLength(posts.length);
    expect(posts.reduce((sum, count) => sum + count, 0)).toBe(minutes.length);
    expect(seconds * posts.length).toBeGreaterThanOrEqual(Math.min(0, ...minutes) * 60);
  }
});
