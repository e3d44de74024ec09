import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

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

  constructor(
    fanOut: { readonly connections: number; readonly pathName: string },
    gateway: { readonly laggingReaders: number },
    streams: { readonly count: number },
    hub: { readonly sweeps: number },
    logCalls: { readonly all: ReadonlyMap<string, number> },
    others: { readonly count: number },
  ) {
    collectDefaultMetrics({ register: this.registry });
    const connections: Gauge = new Gauge({
      name: 'dateline_connections',
      help: 'Reader connections open on this instance.',
      registers: [this.registry],
      collect: () => connections.set(fanOut.connections),
    });
    const path = new Gauge({
      name: 'dateline_fan_out_path',
      help: "Which way changes take to readers' sockets and streams: uring, ffi, js, node or stock (FANOUT).",
      labelNames: ['path'],
      registers: [this.registry],
    });
    path.set({ path: fanOut.pathName }, 1);
    const open: Gauge = new Gauge({
      name: 'dateline_streams',
      help: 'Server-Sent Events streams open on this instance.',
      registers: [this.registry],
      collect: () => open.set(streams.count),
    });
    const instances: Gauge = new Gauge({
      name: 'dateline_other_instances',
      help: 'Other instances that the readers of this one can go to, as they tell of themselves.',
      aggregator: 'min',
      registers: [this.registry],
      collect: () => instances.set(others.count),
    });
    const lagging: Gauge = new Gauge({
      name: 'dateline_lagging_readers',
      help: 'Readers that do not keep up and are sent nothing until they have read what waits.',
      registers: [this.registry],
      collect: () => lagging.set(gateway.laggingReaders),
    });
    const sweeps: Counter = new Counter({
      name: 'dateline_sweeps_total',
      help: 'Times this instance compared all it knows with the log: one call of "heads" each, about one a second.',
      registers: [this.registry],
      collect: () => {
        sweeps.reset();
        sweeps.inc(hub.sweeps);
      },
    });
    const calls: Counter<'call'> = new Counter({
      name: 'dateline_log_calls_total',
      help: 'Calls of the log by this instance: they grow with instances and feeds, not with readers.',
      labelNames: ['call'],
      registers: [this.registry],
      collect: () => {
        calls.reset();
        for (const [call, count] of logCalls.all) calls.inc({ call }, count);
      },
    });
  }

  countFork(): void {
    this.forks.inc();
  }

  countChange(): void {
    this.changes.inc();
  }
}
