import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Bus } from '../../../src/bus/bus.ts';
import { LocalBus } from '../../../src/bus/local-bus.ts';
import { PipeBus } from '../../../src/bus/pipe-bus.ts';
import { Exchange, type Pipe, type PipeMessage } from '../../../src/bus/exchange.ts';
import type { Change } from '../../../src/feed/change.ts';
import { isQuick } from '../../services/is-quick.ts';
import { until } from '../../until.ts';

const opened: Bus[] = [];
const ports: MessagePort[] = [];

/** Closes all buses and pipes that the functions below have opened. */
export async function closeBuses(): Promise<void> {
  for (const bus of opened.splice(0)) await bus.close();
  for (const port of ports.splice(0)) port.close();
}

/** Registers a bus, to be closed by `closeBuses`. */
export function opens<B extends Bus>(bus: B): B {
  opened.push(bus);
  return bus;
}

/** A bus over an exchange; without one, nobody reads the other end of its pipe. */
export function joined(exchange?: Exchange, patienceMs?: number): Bus {
  const [near, far] = pipes();
  exchange?.join(far);
  return opens(new PipeBus(near, patienceMs));
}

/** Both ends of a pipe that copies every message and delivers it in a later turn, as between two processes. */
export function pipes(): readonly [Pipe, Pipe] {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  return [pipeOver(port1), pipeOver(port2)];
}

function pipeOver(port: MessagePort): Pipe {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      const hear = (message: unknown) => listener(message as PipeMessage);
      port.on('message', hear);
      return () => port.off('message', hear);
    },
  };
}

type Ends = readonly [Bus, Bus];
type Kind = readonly [string, () => Promise<Ends>];

const inThisProcess: Kind = [
  'the in-process bus',
  async () => {
    const bus = opens(new LocalBus());
    return [bus, bus];
  },
];
const onThisMachine: Kind = [
  'the exchange of one machine',
  async () => {
    const exchange = new Exchange();
    return [joined(exchange), joined(exchange)];
  },
];
// Imported when it is asked for: the contract belongs to the quick tests.
const overRedis: Kind = [
  'Redis',
  async () => {
    const { redis } = await import('./redis-buses.ts');
    return [redis(), redis()];
  },
];

type Form = Exclude<keyof typeof import('./redis-forms.ts'), 'stopForms'>;

/** Redis in a form that the contract starts for itself. */
const inForm = (name: string, form: Form): Kind => [
  name,
  async () => {
    const { redis } = await import('./redis-buses.ts');
    const url = await (await import('./redis-forms.ts'))[form]();
    return [redis(url), redis(url)];
  },
];

/** Two instances' ends of every bus (of the in-process bus there is one end); the quick tests leave Redis out. */
export const buses: readonly Kind[] = [
  inThisProcess,
  onThisMachine,
  ...(isQuick
    ? []
    : [
        overRedis,
        inForm('Redis with user, password and TLS', 'overTls'),
        inForm('a master that sentinels name', 'overSentinels'),
        inForm('a cluster of Redis', 'overCluster'),
        inForm('a master that sentinels name, all over TLS', 'overSentinelsWithTls'),
        inForm('a cluster of Redis over TLS', 'overClusterWithTls'),
      ]),
];

/** Resolves when announcements arrive. */
export function carried(bus: Bus): Promise<void> {
  const works = () => bus.ping().then(...([() => true, () => false] as const));
  return until(works, 'an echo');
}

export function changeOf(feed: string, seq: number, padding = ''): Change {
  const row = { feed, epoch: 'e', seq, tag: `t${seq}`, prev: `t${seq - 1}`, at: 'now' };
  return { ...row, kind: 'unpin', id: padding };
}
