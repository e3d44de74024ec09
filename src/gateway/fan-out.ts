import type { Server, Socket } from 'socket.io';
import type { ClientEvents, ServerEvents } from '../feed/wire.ts';

export type ReaderServer = Server<ClientEvents, ServerEvents>;
export type ReaderSocket = Socket<ClientEvents, ServerEvents>;

/**
 * From one message to every reader of a feed on this instance. Encoded once per broadcast, whatever the
 * number of readers; order per feed is the order of calls. In-memory rooms: other instances have their own.
 */
export class FanOut {
  private server: ReaderServer | undefined;
  private readonly spokenMs = new Map<string, number>();

  constructor(private readonly clock: { readonly now: () => number } = performance) {}

  open(server: ReaderServer): void {
    this.server = server;
  }

  /** Synchronous, as the in-memory adapter is: what is written before and after it stays in order. */
  join(feed: string, socket: ReaderSocket): void {
    void socket.join(room(feed));
    if (!this.spokenMs.has(feed)) this.spokenMs.set(feed, this.clock.now());
  }

  leave(feed: string, socket: ReaderSocket): void {
    void socket.leave(room(feed));
  }

  broadcast<Event extends keyof ServerEvents>(
    feed: string,
    event: Event,
    ...message: Parameters<ServerEvents[Event]>
  ): void {
    this.spokenMs.set(feed, this.clock.now());
    this.server?.to(room(feed)).emit(event, ...message);
  }

  /** To every reader of every feed. */
  broadcastToAll<Event extends keyof ServerEvents>(
    event: Event,
    ...message: Parameters<ServerEvents[Event]>
  ): void {
    this.server?.emit(event, ...message);
  }

  /** Feeds with readers that have heard nothing for this long. */
  silentFor(ms: number): readonly string[] {
    const now = this.clock.now();
    const silent: string[] = [];
    for (const [feed, spokenMs] of this.spokenMs) {
      if (this.readersOf(feed) === 0) this.spokenMs.delete(feed);
      else if (now - spokenMs >= ms) silent.push(feed);
    }
    return silent;
  }

  readersOf(feed: string): number {
    return this.server?.sockets.adapter.rooms.get(room(feed))?.size ?? 0;
  }

  get connections(): number {
    return this.server?.sockets.sockets.size ?? 0;
  }
}

/** Apart from the rooms Socket.IO names after sockets. */
function room(feed: string): string {
  return `feed:${feed}`;
}
