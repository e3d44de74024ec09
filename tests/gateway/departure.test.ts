import { Spread } from '../../src/gateway/spread.ts';
import { Departure } from '../../src/gateway/departure.ts';

test('who is told later has what is left of the time, and a second at least', () => {
  const clock = { ms: 50, now: () => clock.ms };
  const departure = new Departure(4_000, clock);
  expect(departure.leftMs).toBe(4_000);
  clock.ms += 2_500;
  expect(departure.leftMs).toBe(1_500);
  clock.ms += 2_500;
  expect(departure.leftMs).toBe(1_000);
});

test('readers come back as fast as others can admit them: few within a blink, ten thousand as ever', () => {
  const others = { count: 0 };
  const spread = new Spread(others);
  let readers = 50;
  spread.add(() => readers);
  expect(spread.ms).toBe(200);
  readers = 10_000;
  expect(spread.ms).toBe(4_000);
  others.count = 1;
  expect(spread.ms).toBe(4_000);
  others.count = 4;
  expect(spread.ms).toBe(1_000);
  readers = 10_000_000;
  expect(spread.ms).toBe(20_000);
});
