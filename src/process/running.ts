import type { Server } from 'node:http';
import { Socket } from 'node:net';
import type { Drain } from '../gateway/drain.ts';
import type { TcpHandle } from '../gateway/engine/plain-tcp.ts';
import type { HandOver } from '../gateway/hand-over/hand-over.ts';
import type { Handle } from '../instances/ipc-channel.ts';
import type { TakeReader } from '../instances/instance.ts';
import type { MetricsPort } from './metrics-port.ts';
import { handleOfPort, quiet, stopListening } from './listen.ts';

/** How long running requests, and connections that do not close, can delay the end. */
const maxCloseMs = 5_000;

/** The parts of the application that a running server is told to end with. */
export interface ServedApp {
  readonly server: Server;
  readonly drain: Drain;
  readonly handOver: HandOver;
  /** The metrics' own port, where they have one. */
  readonly metrics: MetricsPort | undefined;
  readonly close: () => Promise<void>;
}

/** A running server. */
export class Running {
  constructor(
    private readonly app: ServedApp,
    /** Where, with the port that was really taken. */
    readonly url: string,
    readonly port: number,
    /** A link that signs an admin in once; only without ADMIN_TOKEN, and of several instances only of the first. */
    readonly signInUrl: string | undefined,
    /** Closes what is below the application. */
    private readonly closeParts: () => Promise<void>,
  ) {}

  /** Sends the readers to other instances, and serves them until they have left (see Drain): 22 s at most. */
  drain(): Promise<void> {
    return this.app.drain.run();
  }

  /** Finishes running requests for 5 s at most, cuts off remaining readers, and closes everything. */
  async close(): Promise<void> {
    await atMost(maxCloseMs, this.app.close());
    await this.closeParts();
  }

  /** The handle that it listens on, which stays its own. */
  get portHandle(): Handle | undefined {
    return handleOfPort(this.app.server);
  }

  /**
   * Leaves to a process that serves at the same port: hands the readers over, sends the others away, answers what comes on the
   * connections that are kept alive, until their clients have opened new ones, and closes everything.
   */
  async leave(to: TakeReader): Promise<void> {
    const { drain, handOver, metrics, server } = this.app;
    drain.yield();
    stopListening(server);
    metrics?.leave();
    await handOver.run(to);
    await Promise.all([drain.run(), quiet(server)]);
    await this.close();
  }

  /** Takes a reader's connection that the predecessor has handed over. */
  adopt(reader: unknown, handle: Handle): void {
    this.app.handOver.adopt(reader, handle as TcpHandle);
  }

  /** Takes a connection that another process has accepted and has read nothing of. */
  greet(handle: Handle): void {
    const options = { handle, readable: true, writable: true, allowHalfOpen: true };
    this.app.server.emit('connection', new Socket(options as object));
  }
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((done) => {
    timer = setTimeout(done, ms);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
