import { Headcount } from '../../src/http/headcount.ts';
import { Shares } from '../../src/http/shares.ts';

test('one address uses up its own share, and nobody else’s (L5)', () => {
  const clock = { ms: 0, now: () => clock.ms };
  const shares = new Shares({ perSecond: 10, burst: 20 }, clock);
  const taken = (address: string, tries: number) =>
    Array.from({ length: tries }, () => shares.take(address)).filter((ms) => ms === 0).length;
  expect(taken('a', 100)).toBe(20);
  expect(taken('b', 100)).toBe(20);
  expect(shares.take('a')).toBeCloseTo(100);
  clock.ms += 500;
  expect(taken('a', 100)).toBe(5);
});

test('a flood of addresses is remembered up to a bound, and who asks still counts (L5)', () => {
  const shares = new Shares({ perSecond: 1, burst: 3 }, { now: () => 0 });
  for (let n = 0; n < 3; n += 1) expect(shares.take('me')).toBe(0);
  for (let n = 0; n < 50_000; n += 1) {
    shares.take(`10.${n}`);
    // Whoever goes on asking is never the one seen longest ago.
    if (n % 1_000 === 0) expect(shares.take('me')).toBeGreaterThan(0);
  }
  expect(shares.size).toBe(10_000);
});

test('as many as may be are there from an address, and another may come when one has left (L5)', () => {
  const count = new Headcount(2);
  expect([count.enter('a'), count.enter('a'), count.enter('a'), count.enter('b')]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  count.leave('a');
  expect(count.enter('a')).toBe(true);
  for (const address of ['a', 'a', 'b']) count.leave(address);
  expect(count.size).toBe(0);
});
