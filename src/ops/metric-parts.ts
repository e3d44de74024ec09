import { Counter, Gauge, type Registry } from 'prom-client';
import { shared } from './shared.ts';

/** Name and help of a metric. */
type Told = readonly [name: string, help: string];

/** Gauges of what waits in the whole deployment, by its fields. While the database is away the latest figures stand. */
export function gaugeQueue<T extends string>(
  registry: Registry,
  queue: () => Promise<Readonly<Record<T, number>> | undefined>,
  fields: Readonly<Record<T, Told>>,
): void {
  const ask = shared(queue);
  for (const [field, [name, help]] of Object.entries(fields) as [T, Told][]) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [registry],
      // Every instance counts the same rows.
      aggregator: 'max',
      collect: async () => {
        const found = await ask();
        if (found !== undefined) gauge.set(found[field]);
      },
    });
  }
}

/** A gauge of this instance; over several instances the sum, or what `aggregator` says. */
export function gaugeOwn(
  registry: Registry,
  [name, help]: Told,
  measure: () => number,
  aggregator: 'sum' | 'max' | 'min' = 'sum',
): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    registers: [registry],
    aggregator,
    collect: () => gauge.set(measure()),
  });
}

/** A counter of what this instance counts itself. */
export function countAll(registry: Registry, [name, help]: Told, counted: () => number): void {
  const counter: Counter = new Counter({
    name,
    help,
    registers: [registry],
    collect: () => {
      counter.reset();
      counter.inc(counted());
    },
  });
}

/** A counter of what this instance counts itself, by `label`. */
export function countOwn(
  registry: Registry,
  [name, help]: Told,
  label: string,
  counted: () => readonly Readonly<Record<string, number>>[],
): void {
  const counter: Counter = new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect: () => {
      counter.reset();
      for (const counts of counted()) {
        for (const [value, count] of Object.entries(counts)) counter.inc({ [label]: value }, count);
      }
    },
  });
}
