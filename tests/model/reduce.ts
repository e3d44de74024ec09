import type { Schedule } from './schedule.ts';

/** The schedule with as many steps left out as it still fails without. */
export async function reduce(
  schedule: Schedule,
  fails: (smaller: Schedule) => Promise<boolean>,
): Promise<Schedule> {
  let least = schedule;
  for (let size = Math.ceil(schedule.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < least.steps.length;) {
      const smaller = { ...least, steps: least.steps.toSpliced(at, size) };
      if (await fails(smaller)) least = smaller;
      else at += size;
    }
  }
  for (const part of [
    { grown: 0 },
    { feeds: 1 },
    { readers: 1 },
    { instances: 1 },
    { relays: [1] },
    { relays: [] },
  ]) {
    const smaller = { ...least, ...part };
    if (await fails(smaller)) least = smaller;
  }
  return least;
}
