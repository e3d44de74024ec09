import { Replacements } from '../../src/instances/replacement.ts';

const short = { how: 'SIGKILL', isInOrder: false, hadServed: true, livedMs: 1_000 };
const long = { ...short, livedMs: 3_600_000 };
const neverServed = { ...short, hadServed: false };

describe('an instance that ended', () => {
  const delays = (replacements: Replacements, number: number, times: number) =>
    Array.from({ length: times }, () => replacements.after(number, short, 1)).map((next) =>
      next.kind === 'again' ? next.inMs : next.kind,
    );

  test('is started anew, each time later, up to 10 s, and for ever as long as others serve', () => {
    const replacements = new Replacements();
    expect(delays(replacements, 1, 8)).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
    expect(delays(replacements, 2, 1)).toEqual([200]);
    for (let n = 0; n < 50; n += 1) {
      expect(replacements.after(1, neverServed, 1)).toEqual({ kind: 'again', inMs: 10_000 });
    }
  });

  test('that lived for long is started anew soon', () => {
    const replacements = new Replacements();
    delays(replacements, 1, 5);
    expect(replacements.after(1, long, 1)).toEqual({ kind: 'again', inMs: 200 });
  });

  test('is given up when nobody serves and five starts in a row failed', () => {
    const replacements = new Replacements();
    for (let n = 0; n < 4; n += 1) {
      expect(replacements.after(n, neverServed, 0).kind).toBe('again');
    }
    replacements.after(4, short, 0);
    const kinds = Array.from({ length: 5 }, (_, n) => replacements.after(n, neverServed, 0).kind);
    expect(kinds).toEqual(['again', 'again', 'again', 'again', 'give up']);
  });
});
