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
}

/**
 * How much more a later quarter may hold than an earlier one. Between their middles, half an hour of an hour,
 * 5 % a minute have replaced every reader one and a half times. A connection that is not let go holds
 * 20 KB and more: of 300 readers' 450 that is 9 MB, twice what a heap of 50 MB is allowed here. The resident
 * set breathes with the collector and gets a little more. Files, handles and timers are whole things: a pool
 * or a timer more or less, never one a reader.
 */
const margins: Readonly<Record<keyof Omit<Sample, 'readers'>, (before: number) => number>> = {
  rssMb: (before) => 0.08 * before + 4,
  heapMb: (before) => 0.05 * before + 2,
  files: () => 4,
  handles: () => 4,
  timers: () => 8,
};

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
  };
}

/** What grew from the second quarter to the last; empty when all is flat. */
export function growthOf(samples: readonly Sample[]): readonly string[] {
  const quarter = Math.floor(samples.length / 4);
  const [before, after] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  return (Object.keys(margins) as (keyof typeof margins)[]).flatMap((name) => {
    const [then, now] = [typical(before, name), typical(after, name)];
    return now <= then + margins[name](then)
      ? []
      : [`${name} ${then.toFixed(1)} → ${now.toFixed(1)}`];
  });
}

/** The quarter's figures, for who reads the table. */
export function told(samples: readonly Sample[]): string {
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const parts = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  const names = [...Object.keys(margins), 'readers'] as (keyof Sample)[];
  return names
    .map((name) => `${name} ${parts.map((part) => typical(part, name).toFixed(1)).join(' → ')}`)
    .join(', ');
}

/** The median; for the heap the minimum, which is its size after a garbage collection. */
function typical(samples: readonly Sample[], name: keyof Sample): number {
  const values = samples.map((sample) => sample[name]);
  return name === 'heapMb' ? Math.min(...values) : median(values);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
