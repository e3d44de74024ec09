import { Counter, Gauge, type Registry } from 'prom-client';
import type { Deliveries } from '../gateway/fan-out/deliveries.ts';
import type { RefusalReport } from '../http/refusal-report.ts';
import { countOwn, gaugeOwn } from './metric-parts.ts';

/** What serves readers on this instance. */
export interface Served {
  readonly fanOut: {
    readonly connections: number;
    readonly pathName: string;
    readonly deliveries: Deliveries;
  };
  readonly gateway: { readonly laggingReaders: number };
  readonly streams: {
    readonly count: number;
    readonly laggingReaders: number;
    readonly deliveries: Readonly<Deliveries>;
  };
  readonly others: { readonly count: number };
  readonly refusals: Pick<RefusalReport, 'counts'>;
}

/** Measures readers, what they are sent, and who is refused. Nothing of it is counted by the reader. */
export function measureReaders(registry: Registry, served: Served): void {
  const { fanOut, gateway, streams, others, refusals } = served;
  const connections = 'Reader connections open on this instance.';
  gaugeOwn(registry, ['dateline_connections', connections], () => fanOut.connections);
  const open = 'Server-Sent Events streams open on this instance.';
  gaugeOwn(registry, ['dateline_streams', open], () => streams.count);
  const lagging =
    'Readers that do not keep up and are sent nothing until they have read what waits.';
  gaugeOwn(
    registry,
    ['dateline_lagging_readers', lagging],
    () => gateway.laggingReaders + streams.laggingReaders,
  );
  const instances =
    'Other instances that the readers of this one can go to, as they tell of themselves.';
  gaugeOwn(registry, ['dateline_other_instances', instances], () => others.count, 'min');
  const path = new Gauge({
    name: 'dateline_fan_out_path',
    help: "Which way changes take to readers' sockets and streams: uring, ffi, js, node or stock (FANOUT).",
    labelNames: ['path'],
    registers: [registry],
  });
  path.set({ path: fanOut.pathName }, 1);
  countByWay(registry, served, 'messages', [
    'dateline_deliveries_total',
    'Messages sent to readers, one for each reader that it went to, by way: socket, stream.',
  ]);
  countByWay(registry, served, 'bytes', [
    'dateline_delivered_bytes_total',
    'Bytes of the messages sent to readers, before compression, by way: socket, stream.',
  ]);
  countByWay(registry, served, 'setAside', [
    'dateline_readers_set_aside_total',
    'Times a reader did not keep up and was sent nothing until it had read, by way: socket, stream.',
  ]);
  const refused =
    'Refusals by reason: connections and reads (limits of an address), admission, origin (of a site), key (wrong), guesses (too many).';
  countOwn(registry, ['dateline_refused_total', refused], 'reason', () => [refusals.counts]);
}

function countByWay(
  registry: Registry,
  { fanOut, streams }: Served,
  field: keyof Deliveries,
  [name, help]: readonly [string, string],
): void {
  const counter: Counter<'way'> = new Counter({
    name,
    help,
    labelNames: ['way'],
    registers: [registry],
    collect: () => {
      counter.reset();
      counter.inc({ way: 'socket' }, fanOut.deliveries[field]);
      counter.inc({ way: 'stream' }, streams.deliveries[field]);
    },
  });
}
