import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

/** How often the delay is looked at, in milliseconds. */
const resolution = 20;

/**
 * Measures for how long the event loop was kept from its work since the last look. Of several instances the worst counts,
 * where Node's own metrics of the loop are averaged.
 */
export function measureLoopDelay(registry: Registry): void {
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
