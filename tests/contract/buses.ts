import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Bus } from '../../src/bus/bus.ts';
import { LocalBus } from '../../src/bus/local-bus.ts';
import { RedisBus, type Liveness } from '../../src/bus/redis-bus.ts';
import { RelayBus } from '../../src/bus/relay-bus.ts';
import { Relay, type Line, type RelayMessage } from '../../src/bus/relay.ts';
import type { Change } from '../../src/feed/change.ts';
import { serviceUrl } from '../services/databases.ts';
import { until } from '../until.ts';

const opened: Bus[] = [];
const ports: MessagePort[] = [];

/** Closes what the functions below have opened. */
export async function closeBuses(): Promise<void> {
  for (const bus of opened.splice(0)) await bus.close();
  for (const port of ports.splice(0)) port.close();
}

/** A bus over Redis. */
export function redis(
  url = serviceUrl('TEST_REDIS_URL'),
  onError: (error: Error) => void = () => undefined,
  liveness?: Liveness,
): Bus {
  const bus = new RedisBus(url, onError, liveness);
  opened.push(bus);
  return bus;
}

/** A bus over a relay; without one, the other end of its line is nobody's. */
export function relayed(relay?: Relay, patienceMs?: number): Bus {
  const [near, far] = lines();
  relay?.join(far);
  const bus = new RelayBus(near, patienceMs);
  opened.push(bus);
  return bus;
}

/** Both ends of a line that copies every message and delivers it in a later turn, as between two processes. */
export function lines(): readonly [Line, Line] {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return [lineOver(port1), lineOver(port2)];
}

function lineOver(port: MessagePort): Line {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      const hear = (message: unknown) => listener(message as RelayMessage);
      port.on('message', hear);
      return () => port.off('message', hear);
    },
  };
}

/** Two instances' ends of one bus; of the in-process bus there is one end. */
export const buses: readonly (readonly [string, () => readonly [Bus, Bus]])[] = [
  [
    'the in-process bus',
    () => {
      const bus = new LocalBus();
      return [bus, bus];
    },
  ],
  ['Redis', () => [redis(), redis()]],
  [
    'the relay of one machine',
    () => {
      const relay = new Relay();
      return [relayed(relay), relayed(relay)];
    },
  ],
];

/** Until announcements go round. */
export function carried(bus: Bus): Promise<void> {
  const works = () => bus.ping().then(...([() => true, () => false] as const));
  return until(works, 'an echo');
}

export function changeOf(feed: string, seq: number, padding = ''): Change {
  const row = { feed, epoch: 'e', seq, tag: `t${seq}`, prev: `t${seq - 1}`, at: 'now' };
  return { ...row, kind: 'unpin', id: padding };
}
