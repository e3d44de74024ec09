import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Gauge, Registry, type Metric } from 'prom-client';

/** How often the delay is looked at, in milliseconds. */
const resolution = 20;

let known: readonly Metric[] | undefined;

/**
 * The metrics of this process: Node's own, and its event loop. Made once, at the first call, however many servers it starts
 * and closes: each set would go on to look at the loop and at every collection of garbage for as long as the process lives.
 */
export function processMetrics(): readonly Metric[] {
  known ??= measured();
  return known;
}

function measured(): readonly Metric[] {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureLoopDelay(registry);
  return registry.getMetricsAsArray().flatMap(({ name }) => registry.getSingleMetric(name) ?? []);
}

/**
 * Measures for how long the event loop was kept from its work since the last look. Of several instances the worst counts,
 * where Node's own metrics of the loop are averaged.
 */
function measureLoopDelay(registry: Registry): void {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const gauge: Gauge = new Gauge({
    name: 'dateline_loop_delay_seconds',
    help: 'For how long the event loop was kept from its work, p99 since the last look; of several instances the worst.',
    registers: [registry],
    aggregator: 'max',
    collect: () => {
      // Before the first sample the percentile is a number without meaning.
      gauge.set(delay.count === 0 ? 0 : Math.max(0, delay.percentile(99) / 1e9 - resolution / 1e3));
      delay.reset();
    },
  });
}
