import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { ClientEvents, ServerEvents } from '../src/feed/messages.ts';

export type StockSocket = Socket<ServerEvents, ClientEvents>;

/** A stock client with nothing of ours, and everything it was sent, in order. */
export class StockReader implements Disposable {
  readonly events: { readonly event: keyof ServerEvents; readonly message: unknown }[] = [];
  readonly socket: StockSocket;

  constructor(url: string, auth?: object, options: Partial<ManagerOptions & SocketOptions> = {}) {
    this.socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      ...(auth === undefined ? {} : { auth }),
      ...options,
    });
    for (const event of ['snapshot', 'sync', 'change', 'head', 'refused', 'bye'] as const) {
      this.socket.on(event, (message: unknown) => this.events.push({ event, message }));
    }
  }

  /** The messages of one kind, as they came. */
  of<Event extends keyof ServerEvents>(event: Event): Parameters<ServerEvents[Event]>[0][] {
    type Message = Parameters<ServerEvents[Event]>[0];
    return this.events
      .filter((told) => told.event === event)
      .map(({ message }) => message as Message);
  }

  [Symbol.dispose](): void {
    this.socket.close();
  }
}
