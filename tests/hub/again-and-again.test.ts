import { jest } from '@jest/globals';
import { againAndAgain } from '../../src/hub/again-and-again.ts';

/** Lets what waits for no timer go on. */
const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('what is done again and again', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('is done about as often as is asked, never sooner than four fifths of it, nor later than six', () => {
    for (let n = 0; n < 100; n += 1) {
      let runs = 0;
      const undo = againAndAgain(async () => void (runs += 1), 1_000);
      jest.advanceTimersByTime(799);
      expect(runs).toBe(0);
      jest.advanceTimersByTime(401);
      expect(runs).toBe(1);
      undo();
    }
  });

  test('is done once at a time: the next waits until the one before has ended', async () => {
    const ends: (() => void)[] = [];
    const undo = againAndAgain(() => new Promise((end) => ends.push(end)), 1_000);
    jest.advanceTimersByTime(10_000);
    await settle();
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await settle();
    jest.advanceTimersByTime(1_200);
    expect(ends).toHaveLength(2);
    undo();
  });

  test('is done no more once it is undone, before a run or during one', async () => {
    let runs = 0;
    const undoBefore = againAndAgain(async () => void (runs += 1), 1_000);
    undoBefore();
    jest.advanceTimersByTime(5_000);
    expect(runs).toBe(0);
    let end: () => void = () => undefined;
    const undoDuring = againAndAgain(() => {
      runs += 1;
      return new Promise((done) => (end = done));
    }, 1_000);
    jest.advanceTimersByTime(1_200);
    expect(runs).toBe(1);
    undoDuring();
    end();
    await settle();
    jest.advanceTimersByTime(5_000);
    expect(runs).toBe(1);
  });
});
