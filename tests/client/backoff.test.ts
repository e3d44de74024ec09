import { backoffMs } from '../../client/ticker/connect/backoff.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test('100,000 readers that lost the same server come back spread out, however often they fail', () => {
  const random = seeded(7);
  const readers = 100_000;
  const times = new Float64Array(readers);
  let longest = 0;
  for (let attempt = 0; attempt < 12; attempt += 1) {
    const waits = new Map<number, number>();
    const arrivals = new Map<number, number>();
    for (let n = 0; n < readers; n += 1) {
      const wait = backoffMs(attempt, random);
      longest = Math.max(longest, wait);
      times[n] = (times[n] ?? 0) + wait;
      count(waits, wait);
      count(arrivals, times[n] ?? 0);
    }
    if (attempt < 5) continue;
    expect(busiest(waits)).toBeLessThan(3 * (readers / 300));
    expect(busiest(arrivals)).toBeLessThan(3 * (readers / 300));
  }
  expect(longest).toBeLessThan(30_000);
});

test('the first try comes within four seconds', () => {
  expect(backoffMs(0, () => 0)).toBe(0);
  expect(backoffMs(0, () => 0.999)).toBeLessThan(4_000);
});

function count(buckets: Map<number, number>, ms: number): void {
  const bucket = Math.floor(ms / 100);
  buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
}

function busiest(buckets: ReadonlyMap<number, number>): number {
  return Math.max(...buckets.values());
}
