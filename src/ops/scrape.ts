import {
  AggregatorRegistry,
  Counter,
  Gauge,
  type MetricObject,
  type Registry,
  type RegistryContentType,
} from 'prom-client';
import type { Gathered, Siblings, Told } from '../instances/siblings.ts';
import { readersText, readersTold, takeReaders, type FeedSizes } from './readers-by-feed.ts';

/** The answer of `/metrics`: for all instances of this machine, whichever instance got the request. */
export class Scrape {
  readonly contentType: string;
  private making: Promise<string> | undefined;

  constructor(
    private readonly own: Registry,
    private readonly siblings: Siblings,
    private readonly sizes: FeedSizes,
  ) {
    this.contentType = own.contentType;
    siblings.tellWith(async () => [...(await own.getMetricsAsJSON()), await readersTold(sizes)]);
  }

  /** Who asks while an answer is being made shares it. */
  text(): Promise<string> {
    this.making ??= this.make().finally(() => {
      this.making = undefined;
    });
    return this.making;
  }

  private async make(): Promise<string> {
    const gathered = await this.siblings.gather();
    if (gathered === undefined) {
      return `${await this.own.metrics()}\n${await readersText(this.sizes)}`;
    }
    const { sizes, others } = takeReaders(gathered.told.map(metricsOf));
    return `${await together(gathered, others).metrics()}\n${await readersText(sizes)}`;
  }
}

/** Joins the metrics of all instances: their sum, or what a metric names as its `aggregator` (average, max, first). */
function together(
  { told, silent, parent }: Gathered,
  metrics: MetricObject[][],
): Registry<RegistryContentType> {
  const registry = AggregatorRegistry.aggregate(metrics);
  const registers = [registry];
  new Gauge({
    name: 'dateline_instances',
    help: 'Instances of this machine that are counted together here.',
    registers,
  }).set(told.length);
  new Gauge({
    name: 'dateline_instances_silent',
    help: 'Instances of this machine that did not answer in time, and are missing here.',
    registers,
  }).set(silent);
  const connections = new Gauge({
    name: 'dateline_instance_connections',
    help: 'Reader connections of each instance of this machine.',
    labelNames: ['number'],
    registers,
  });
  for (const each of told) connections.set({ number: each.number }, connectionsOf(each));
  if (parent === undefined) return registry;
  new Counter({
    name: 'dateline_instances_replaced_total',
    help: 'Instances of this machine that ended by themselves and were started anew.',
    registers,
  }).inc(parent.replaced);
  new Counter({
    name: 'dateline_relay_dropped_total',
    help: 'Announcements that an instance of this machine was too slow to read; its sweep found their news.',
    registers,
  }).inc(parent.dropped);
  return registry;
}

/** The metrics of an instance. They are not validated, because the other process runs the same program. */
function metricsOf({ metrics }: Told): MetricObject[] {
  return metrics as MetricObject[];
}

function connectionsOf(told: Told): number {
  const metric = metricsOf(told).find(({ name }) => name === 'dateline_connections');
  const { values = [] } = (metric ?? {}) as { readonly values?: readonly { value: number }[] };
  return values[0]?.value ?? 0;
}
