import { growthOf, told, type Sample } from './flatness.ts';

const held = { rssMb: 130, heapMb: 45, files: 27, handles: 7, timers: 6 };
const calm: Sample = { ...held, readers: 160, cpuSeconds: 1, atMs: 0 };

/** An hour of samples, each made from the one before it. */
function hourOf(next: (sample: Sample, n: number) => Sample): readonly Sample[] {
  return Array.from({ length: 360 }).reduce<Sample[]>(
    (samples, _, n) => [...samples, next(samples.at(-1) ?? calm, n)],
    [],
  );
}

test('an hour that breathes is flat', () => {
  const breathing = hourOf((_, n) => ({
    ...calm,
    rssMb: 130 + (n % 40) / 10,
    heapMb: 40 + (n % 30),
    readers: 150 + (n % 20),
  }));
  expect(growthOf(breathing)).toEqual([]);
});

test('one sample that is taken right after a collection makes no growth of what follows', () => {
  const breathing = hourOf((_, n) => ({ ...calm, heapMb: n === 130 ? 30 : 40 + (n % 30) }));
  expect(growthOf(breathing)).toEqual([]);
});

test('a connection that is kept for each reader who was replaced is growth', () => {
  // 7 or 8 a minute and instance, each with its file, its handle, a timer and 40 KB.
  const leaking = hourOf((sample) => ({
    ...sample,
    rssMb: sample.rssMb + (7.5 / 6) * 0.04,
    heapMb: sample.heapMb + (7.5 / 6) * 0.04,
    files: sample.files + 7.5 / 6,
    handles: sample.handles + 7.5 / 6,
    timers: sample.timers + 7.5 / 6,
  }));
  const names = growthOf(leaking).map((line) => line.split(' ')[0]);
  expect(names).toEqual(['heapMb', 'files', 'handles', 'timers']);
});

test('the table names both quarters and the slope an hour', () => {
  const rising = hourOf((sample, n) => ({ ...sample, files: 20 + n, atMs: n * 10_000 }));
  expect(told(rising)).toContain('files 155.0 → 335.0 (mean 154.5 → 334.5; 360.0 an hour)');
});

test('of thousands of readers, what one in a hundred leaves behind is growth', () => {
  const leaking = hourOf((sample) => ({
    ...sample,
    readers: 10_000,
    files: sample.files + 500 / 6 / 100,
  }));
  expect(growthOf(leaking).map((line) => line.split(' ')[0])).toEqual(['files']);
});
