import Sequencer from '@jest/test-sequencer';

/** Seconds a file takes where this machine has not run it yet: what waits for faults, kernels and browsers first. */
const guesses = [
  [/\/scenarios\/faults\//, 30],
  [/\/gateway\/(partial-writes|backpressure)/, 30],
  [/\/scenarios\//, 15],
  [/\/browser\//, 20],
];

/** The longest first, so that no worker waits at the end for one that the other has only begun. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => lengthOf(b) - lengthOf(a));
  }
}

function lengthOf({ duration, path }) {
  if (duration !== undefined) return duration;
  const [, seconds = 1] = guesses.find(([folder]) => folder.test(path)) ?? [];
  return seconds * 1_000;
}
