import type { Instance } from '../cluster.ts';

/** The resources of an instance at one moment. */
export interface Sample {
  readonly rssMb: number;
  readonly heapMb: number;
  /** Without those of readers: a reader has one file and one handle, and no timer. */
  readonly files: number;
  readonly handles: number;
  readonly timers: number;
  readonly readers: number;
  /** Since it began. */
  readonly cpuSeconds: number;
  /** On the clock of `performance`. */
  readonly atMs: number;
}

type Judged = Exclude<keyof Sample, 'readers' | 'cpuSeconds' | 'atMs'>;

/**
 * How much more a later quarter may hold than an earlier one. Between their middles, half an hour of an hour,
 * 5 % a minute have replaced every reader one and a half times. A connection that is not let go holds
 * 20 KB and more: of 300 readers' 450 that is 9 MB, twice what a heap of 50 MB is allowed here. The resident
 * set breathes with the collector and gets a little more. Files, handles and timers are whole things: a pool
 * or a timer more or less, never one a reader; of 10,000 readers' 15,000 it would be 25 for one in 600.
 */
const margins: Readonly<Record<Judged, (before: number, readers: number) => number>> = {
  rssMb: (before) => 0.08 * before + 4,
  heapMb: (before) => 0.05 * before + 2,
  files: (_, readers) => Math.max(4, readers / 400),
  handles: (_, readers) => Math.max(4, readers / 400),
  timers: (_, readers) => Math.max(8, readers / 400),
};

const judged = Object.keys(margins) as Judged[];

export async function sampleOf(instance: Instance): Promise<Sample> {
  const metric = await instance.metrics();
  const readers = metric('dateline_connections') + metric('dateline_streams');
  const megabyte = 1024 * 1024;
  return {
    rssMb: metric('process_resident_memory_bytes') / megabyte,
    heapMb: metric('nodejs_heap_size_used_bytes') / megabyte,
    files: metric('process_open_fds') - readers,
    handles: metric('nodejs_active_handles_total') - readers,
    timers: metric('nodejs_active_resources', 'type="Timeout"'),
    readers,
    cpuSeconds: metric('process_cpu_seconds_total'),
    atMs: performance.now(),
  };
}

/** What grew from the second quarter to the last; empty when all is flat. */
export function growthOf(samples: readonly Sample[]): readonly string[] {
  const quarter = Math.floor(samples.length / 4);
  const [before, after] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  const readers = typical(before, 'readers');
  return judged.flatMap((name) => {
    const [then, now] = [typical(before, name), typical(after, name)];
    const hasGrown = waysOf(name).every((of) => {
      const earlier = of(before, name);
      return of(after, name) > earlier + margins[name](earlier, readers);
    });
    return hasGrown ? [`${name} ${then.toFixed(1)} → ${now.toFixed(1)}`] : [];
  });
}

/** Of each figure its second quarter and its last, for who reads the table: what is judged, the means, and the slope from the second quarter on. */
export function told(samples: readonly Sample[]): string {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const parts = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  return [...judged, 'readers' as const]
    .map((name) => {
      const [typicals, means] = [typical, mean].map((of) =>
        parts.map((part) => of(part, name).toFixed(1)).join(' → '),
      );
      const slope = slopeOf(samples.slice(quarter), name) * 3_600_000;
      return `${name} ${typicals} (mean ${means}; ${slope.toFixed(1)} an hour)`;
    })
    .join(', ');
}

/** Least squares, a millisecond; 0 of less than two moments. */
function slopeOf(samples: readonly Sample[], name: keyof Sample): number {
  const [atMs, value] = [mean(samples, 'atMs'), mean(samples, name)];
  const sum = (of: (sample: Sample) => number) => samples.reduce((all, one) => all + of(one), 0);
  const spread = sum((sample) => (sample.atMs - atMs) ** 2);
  const rise = sum((sample) => (sample.atMs - atMs) * (sample[name] - value));
  return spread === 0 ? 0 : rise / spread;
}

function mean(samples: readonly Sample[], name: keyof Sample): number {
  return samples.reduce((sum, sample) => sum + sample[name], 0) / Math.max(1, samples.length);
}

/** The least of a quarter is one sample, taken some time after a collection: a heap that holds more has more on the average, too. */
function waysOf(name: Judged) {
  return name === 'heapMb' ? [typical, mean] : [typical];
}

/** The median; for the heap the minimum, which is its size after a garbage collection. */
function typical(samples: readonly Sample[], name: keyof Sample): number {
  const values = samples.map((sample) => sample[name]);
  return name === 'heapMb' ? Math.min(...values) : median(values);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
