import Sequencer from '@jest/test-sequencer';

/** What works the processors, and what waits, each by itself: a browser does the one, a database or a lost line the other. */
const kinds = [/\/browser\//, /\/scenarios\/faults\//, /\/scenarios\//, /\/contract\//, /./];

/** What takes half a minute where this machine has not run it yet. */
const long =
  /\/(scenarios\/(faults|keep|relays|watch)|contract\/buses|browser\/(embed\/(accessibility|signed)|engines))\//;

/**
 * Files of all kinds beside each other at any time, so that some work while others wait. Of each kind the longest first, so
 * that no worker waits at the end for one that the other has only begun.
 */
export default class WellMixed extends Sequencer {
  sort(tests) {
    // By it each test knows how long it took, where this machine has run it; of others the larger files come first.
    const sorted = super.sort([...tests]);
    const placed = kinds.flatMap((_, kind) => {
      const those = sorted.filter(({ path }) => kindOf(path) === kind);
      those.sort((a, b) => secondsOf(b) - secondsOf(a));
      return those.map((test, n) => ({
        test,
        place: ((n + 0.5) / those.length) * (secondsOf(test) < 10 ? 1 : 0.85),
      }));
    });
    return placed.sort((a, b) => a.place - b.place).map(({ test }) => test);
  }
}

function kindOf(path) {
  return kinds.findIndex((kind) => kind.test(path));
}

function secondsOf({ duration, path }) {
  return duration === undefined ? (long.test(path) ? 30 : 5) : duration / 1_000;
}
