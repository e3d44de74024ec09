import { Gauge, Registry, type MetricObject } from 'prom-client';

/** Feeds that are named; readers of all others are counted together. */
export const maxNamedFeeds = 20;
/** Feeds that an instance tells the others of, so that the largest of all are found: 60 KB. */
const maxToldFeeds = 1_000;

const name = 'dateline_readers';
const rest = 'other';

/** How many readers each feed has on this instance. */
export type FeedSizes = () => Iterable<readonly [string, number]>;

/** The readers of an instance, by socket or stream. */
export function sizesOf(...ways: readonly { readonly sizes: FeedSizes }[]): FeedSizes {
  return sumOfSizes(...ways.map((way) => () => way.sizes()));
}

function sumOfSizes(...ways: readonly FeedSizes[]): FeedSizes {
  return () => {
    const sums = new Map<string, number>();
    for (const way of ways) {
      for (const [feed, size] of way()) sums.set(feed, (sums.get(feed) ?? 0) + size);
    }
    return sums;
  };
}

/** The readers of the largest feeds, and of all others together. */
export function readersText(sizes: FeedSizes): Promise<string> {
  return gaugeOf(sizes(), maxNamedFeeds).metrics();
}

/** What an instance tells the one that answers for all. */
export async function readersTold(sizes: FeedSizes): Promise<MetricObject> {
  const [told] = await gaugeOf(sizes(), maxToldFeeds).getMetricsAsJSON();
  if (told === undefined) throw new Error('A registry has lost its gauge.');
  return told;
}

/** Takes what instances have told out of their metrics: the sum of it, and the metrics without it. */
export function takeReaders(told: readonly MetricObject[][]): {
  readonly sizes: FeedSizes;
  readonly others: MetricObject[][];
} {
  const sums = told.map((metrics) => () => {
    const found = metrics.find((metric) => metric.name === name);
    const { values = [] } = (found ?? {}) as { readonly values?: readonly Value[] };
    return values.map(({ labels, value }) => [labels.feed, value] as const);
  });
  const others = told.map((metrics) => metrics.filter((metric) => metric.name !== name));
  return { sizes: sumOfSizes(...sums), others };
}

interface Value {
  readonly labels: { readonly feed: string };
  readonly value: number;
}

function gaugeOf(sizes: Iterable<readonly [string, number]>, most: number): Registry {
  const registry = new Registry();
  const gauge = new Gauge({
    name,
    help: `Readers by feed, on sockets and streams: of the ${maxNamedFeeds} feeds with most, and of all others together (other).`,
    labelNames: ['feed'],
    registers: [registry],
  });
  const every = [...sizes];
  // A feed of that name cannot be told from the others.
  const named = every.filter(([feed]) => feed !== rest).sort(([, a], [, b]) => b - a);
  for (const [feed, size] of named.slice(0, most)) gauge.set({ feed }, size);
  const all = every.reduce((sum, [, size]) => sum + size, 0);
  const shown = named.slice(0, most).reduce((sum, [, size]) => sum + size, 0);
  gauge.set({ feed: rest }, all - shown);
  return registry;
}
