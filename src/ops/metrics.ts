import { Counter, Histogram, Registry } from 'prom-client';
import type { Change } from '../feed/change.ts';
import { processMetrics } from './process-metrics.ts';

/** In seconds: what goes well, what the sweep heals, and what is late. */
const buckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of an instance, in its own registry, so that two instances in one process do not mix. */
export class Metrics {
  readonly registry = new Registry();
  private readonly forks = new Counter({
    name: 'dateline_forks_total',
    help: 'Times the log turned out to have another history than this instance knew: an alarm.',
    registers: [this.registry],
  });
  private readonly changes = new Counter({
    name: 'dateline_changes_total',
    help: 'Changes broadcast to the readers of this instance.',
    registers: [this.registry],
  });
  private readonly delay = new Histogram({
    name: 'dateline_broadcast_delay_seconds',
    help: "From the publishing of a change, by the log's clock, to its broadcast by this instance.",
    buckets,
    registers: [this.registry],
  });

  /** `clock`: the log's, in milliseconds since 1970; undefined while it is not known. */
  constructor(private readonly clock: { readonly nowMs: number | undefined }) {
    for (const metric of processMetrics()) this.registry.registerMetric(metric);
  }

  countFork(): void {
    this.forks.inc();
  }

  countChange({ at }: Pick<Change, 'at'>): void {
    this.changes.inc();
    const { nowMs } = this.clock;
    // Clocks differ by a moment; a change is broadcast after it was published.
    if (nowMs !== undefined) this.delay.observe(Math.max(0, nowMs - Date.parse(at)) / 1_000);
  }
}
