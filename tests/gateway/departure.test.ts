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
