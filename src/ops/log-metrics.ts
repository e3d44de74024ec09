import { Gauge, type Registry } from 'prom-client';
import type { Bus } from '../bus/bus.ts';
import type { Hub } from '../hub/hub.ts';
import type { LogReads } from '../log/log-reads.ts';
import type { LogCalls } from './log-calls.ts';
import { countAll, countOwn, gaugeOwn } from './metric-parts.ts';
import { shared } from './shared.ts';

/** Measures how this instance stands to the log and to the others: whether it is reached, and what it had to heal. */
export function measureLog(
  registry: Registry,
  hub: Pick<Hub, 'counts'>,
  log: Pick<LogReads, 'ping' | 'writeFault'>,
  bus: Pick<Bus, 'echoAgeMs'>,
  calls: Pick<LogCalls, 'all'>,
): void {
  measureAge(registry, log);
  const writable = 'Whether the log could be written when it was last tried: 1, or 0.';
  gaugeOwn(
    registry,
    ['dateline_log_writable', writable],
    () => (log.writeFault === undefined ? 1 : 0),
    'min',
  );
  const sweeps =
    'Times this instance compared all it knows with the log: one call of "heads" each, about one a second.';
  countAll(registry, ['dateline_sweeps_total', sweeps], () => hub.counts.sweeps);
  const healed =
    'Times this instance took changes from the log: their announcement was lost, late, or too long to carry them.';
  countAll(registry, ['dateline_gaps_healed_total', healed], () => hub.counts.healed);
  const called =
    'Calls of the log by this instance: they grow with instances and feeds, not with readers.';
  countOwn(registry, ['dateline_log_calls_total', called], 'call', () => [
    Object.fromEntries(calls.all),
  ]);
  if (bus.echoAgeMs === undefined) return;
  const echo =
    'How long ago an echo of this instance came back through Redis: 3 s or less while announcements go round.';
  gaugeOwn(
    registry,
    ['dateline_bus_echo_age_seconds', echo],
    () => (bus.echoAgeMs ?? 0) / 1_000,
    'max',
  );
}

/** Each scrape asks the log for a sign of life: sweeps of an instance that nobody reads do not. */
function measureAge(registry: Registry, log: Pick<LogReads, 'ping'>): void {
  let answeredMs = performance.now();
  const ask = shared(async () => {
    await log.ping();
    answeredMs = performance.now();
  });
  const age: Gauge = new Gauge({
    name: 'dateline_log_age_seconds',
    help: 'How long ago the log answered last: each scrape asks it, so that this is about 0 while it is reached.',
    registers: [registry],
    aggregator: 'max',
    collect: async () => {
      await ask();
      age.set((performance.now() - answeredMs) / 1_000);
    },
  });
}
