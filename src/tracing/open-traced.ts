import { openTraces } from './otel-traces.ts';
import { traceRequests } from './trace-requests.ts';
import { TracedBus } from './traced-bus.ts';
import { tracedDatabase } from './traced-database.ts';
import { tracedKinds } from './traced-kinds.ts';
import type { Traced } from './traced.ts';
import type { TracingSettings } from './tracing-settings.ts';

/** Measures requests, writes, announcements and followers. `onError` is told when the collector took nothing. */
export async function openTraced(
  settings: TracingSettings,
  onError: (error: Error) => void,
): Promise<Traced> {
  const traces = await openTraces(settings, onError);
  return {
    database: (database) => tracedDatabase(database, traces),
    bus: (bus) => new TracedBus(bus, traces),
    kinds: (kinds) => tracedKinds(kinds, traces),
    middleware: [traceRequests(traces)],
    close: () => traces.close(),
  };
}
