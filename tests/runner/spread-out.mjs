import Sequencer from '@jest/test-sequencer';

/** Seconds a file takes where this machine has not run it yet: what waits for faults, kernels and browsers first. */
const guesses = [
  [/\/scenarios\/(faults|watch\/alerts)/, 30],
  [/\/gateway\/(partial-writes|backpressure)/, 30],
  [/\/browser\/(embed\/accessibility|engines\/)/, 30],
  [/\/scenarios\//, 15],
  [/\/browser\//, 20],
];
const heavySeconds = 30;
const middleSeconds = 5;

/**
 * The long files first, so that no worker waits at the end for one that another has only begun; those that keep a processor busy
 * with light ones between them, so that the processors have something to do all the time and never everything at once.
 */
export default class SpreadOut extends Sequencer {
  sort(tests) {
    const sorted = [...tests].sort((a, b) => secondsOf(b) - secondsOf(a));
    const heavy = sorted.filter((test) => secondsOf(test) >= heavySeconds);
    const light = sorted.filter((test) => secondsOf(test) < middleSeconds);
    const middle = sorted.slice(heavy.length, sorted.length - light.length);
    const half = Math.ceil(middle.length / 2);
    const long = [...dealt(heavy, middle.slice(0, half)), ...middle.slice(half)];
    return dealt(light, long);
  }
}

/** Both in their order, evenly mixed. */
function dealt(one, other) {
  const mixed = [...placed(one), ...placed(other)].sort(([a], [b]) => a - b);
  return mixed.map(([, test]) => test);
}

function placed(tests) {
  return tests.map((test, index) => [(index + 0.5) / tests.length, test]);
}

function secondsOf({ duration, path }) {
  if (duration !== undefined) return duration / 1_000;
  const [, seconds = 1] = guesses.find(([files]) => files.test(path)) ?? [];
  return seconds;
}
