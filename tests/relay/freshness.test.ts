import { Freshness } from '../../src/relay/mirrors/freshness.ts';
import { timeIn } from '../../src/relay/time.ts';

const hourMs = 3_600_000;
const beganMs = Date.parse('2026-11-30T12:00:00.000Z');

describe('what a relay says of how old its news may be', () => {
  let nowMs: number;
  let freshness: Freshness;
  const ago = (ms: number) => timeIn(nowMs - ms);

  beforeEach(() => {
    nowMs = beganMs;
    const time = { now: () => nowMs, after: () => () => undefined, random: () => 0 };
    freshness = new Freshness(time);
    freshness.complete();
  });

  test('a stream that is back in a moment was never behind; one that is not is, since it broke', () => {
    freshness.lost();
    nowMs += 1_000;
    expect(freshness.since(undefined)).toBeUndefined();
    nowMs += 1_000;
    expect(freshness.since(undefined)).toBe(timeIn(beganMs));
    freshness.lost();
    expect(freshness.since(undefined)).toBe(timeIn(beganMs));
    freshness.complete();
    expect(freshness.since(undefined)).toBeUndefined();
  });

  test('while the upstream is away it is old since then, or since the last change that came after', () => {
    expect(freshness.since(timeIn(beganMs))).toBe(timeIn(beganMs));
    nowMs += 700;
    freshness.heard();
    expect(freshness.since(timeIn(beganMs))).toBe(timeIn(beganMs + 700));
  });

  test.each([0, hourMs, -hourMs])(
    'what a relay before it says of itself counts by this clock, whatever the other one shows (%i ms)',
    (aheadMs) => {
      const theirs = (ms: number) => timeIn(ms + aheadMs);
      freshness.told({ now: theirs(nowMs), staleSince: theirs(nowMs - 90_000) });
      expect(freshness.since(undefined)).toBe(ago(90_000));
      // Its own stream, too, broke meanwhile: the earlier one counts.
      freshness.lost();
      nowMs += 5_000;
      expect(freshness.since(undefined)).toBe(ago(95_000));
      freshness.told({ now: theirs(nowMs) });
      freshness.complete();
      expect(freshness.since(undefined)).toBeUndefined();
    },
  );

  test('a snapshot, with which a stream begins, says that nothing is old until a head says so', () => {
    freshness.told({ now: timeIn(nowMs), staleSince: ago(90_000) });
    freshness.told({ feed: 'storm', seq: 3 });
    expect(freshness.since(undefined)).toBeUndefined();
  });

  test('nonsense is no time', () => {
    for (const staleSince of ['soon', '', 7, null, timeIn(beganMs + hourMs)]) {
      freshness.told({ now: timeIn(beganMs), staleSince });
      expect(freshness.since(undefined)).toBeUndefined();
    }
    freshness.told('nothing');
    expect(freshness.since(undefined)).toBeUndefined();
  });
});
