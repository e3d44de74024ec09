import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

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

  constructor(
    fanOut: { readonly connections: number },
    gateway: { readonly laggingReaders: number },
  ) {
    collectDefaultMetrics({ register: this.registry });
    const connections: Gauge = new Gauge({
      name: 'dateline_connections',
      help: 'Reader connections open on this instance.',
      registers: [this.registry],
      collect: () => connections.set(fanOut.connections),
    });
    const lagging: Gauge = new Gauge({
      name: 'dateline_lagging_readers',
      help: 'Readers that do not keep up and are sent nothing until they have read what waits.',
      registers: [this.registry],
      collect: () => lagging.set(gateway.laggingReaders),
    });
  }

  countFork(): void {
    this.forks.inc();
  }

  countChange(): void {
    this.changes.inc();
  }
}
