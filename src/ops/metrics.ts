import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { FanOut } from '../gateway/fan-out.ts';

/** What an operator watches. A registry of its own, so that two instances in one process do not mix. */
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

  constructor(fanOut: FanOut) {
    collectDefaultMetrics({ register: this.registry });
    const connections: Gauge = new Gauge({
      name: 'dateline_connections',
      help: 'Reader connections open on this instance.',
      registers: [this.registry],
      collect: () => connections.set(fanOut.connections),
    });
  }

  countFork(): void {
    this.forks.inc();
  }

  countChange(): void {
    this.changes.inc();
  }
}
