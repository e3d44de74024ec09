import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** What a client has sent over a new connection has come by then. */
const arrivesMs = 250;
const lookMs = 50;

/**
 * The connections of a server over which no request has come yet. Browsers open such connections beforehand; Node does not
 * count them among the idle ones, so that each would delay the end of a server.
 */
export class UnusedConnections {
  readonly #openedMs = new Map<Socket, number>();

  constructor(server: Server) {
    const openedMs = this.#openedMs;
    // One function for all: readers, who are many, keep nothing of it.
    const forget = function forgetIt(this: Socket): void {
      openedMs.delete(this);
    };
    const use = ({ socket }: IncomingMessage): void => {
      if (openedMs.delete(socket)) socket.off('close', forget);
    };
    server.on('connection', (socket: Socket) => {
      openedMs.set(socket, performance.now());
      socket.on('close', forget);
    });
    server.on('request', use).on('upgrade', use);
  }

  /** Closes them from now on, each when its request would have come. Returns what ends that. */
  close(): () => void {
    const look = (): void => {
      const due = [...this.#openedMs].filter(([, ms]) => performance.now() - ms >= arrivesMs);
      // After what waits to be read: a server that was busy has not looked at it.
      setImmediate(() => {
        for (const [socket] of due) if (this.#openedMs.has(socket)) socket.destroy();
      });
    };
    look();
    const timer = setInterval(look, lookMs);
    return () => clearInterval(timer);
  }
}
