import type { Server, Socket } from 'socket.io';
import type { Change } from '../feed/change.ts';
import type { Position } from '../feed/position.ts';
import type { ClientEvents, ServerEvents } from '../feed/wire.ts';

export type ReaderServer = Server<ClientEvents, ServerEvents>;
export type ReaderSocket = Socket<ClientEvents, ServerEvents>;

/**
 * Packets that may wait for one reader. The backlog of a reader that stopped reading is here, in engine.io's
 * queue; at ~1 KB each it is 64 KB, shared with every other reader's.
 */
export const maxWaitingPackets = 64;

/** A reader that does not keep up: it has everything up to `position`, and nothing since. */
export type OnLagging = (feed: string, socket: ReaderSocket, position: Position) => void;

/**
 * From one message to every reader of a feed on this instance. Encoded once per broadcast, whatever the
 * number of readers; order per feed is the order of calls. In-memory rooms: other instances have their own.
 */
export class FanOut {
  private server: ReaderServer | undefined;
  private onLagging: OnLagging = () => undefined;
  private readonly readers = new Map<string, Set<ReaderSocket>>();
  private readonly spokenMs = new Map<string, number>();

  constructor(private readonly clock: { readonly now: () => number } = performance) {}

  /** `onLagging` is told of readers that are left out from a change on, after they were taken out of the feed. */
  open(server: ReaderServer, onLagging: OnLagging): void {
    this.server = server;
    this.onLagging = onLagging;
  }

  /** Synchronous, as the in-memory adapter is: what is written before and after it stays in order. */
  join(feed: string, socket: ReaderSocket): void {
    void socket.join(room(feed));
    const readers = this.readers.get(feed);
    if (readers !== undefined) {
      readers.add(socket);
      return;
    }
    this.readers.set(feed, new Set([socket]));
    this.spokenMs.set(feed, this.clock.now());
  }

  leave(feed: string, socket: ReaderSocket): void {
    void socket.leave(room(feed));
    const readers = this.readers.get(feed);
    readers?.delete(socket);
    if (readers?.size !== 0) return;
    this.readers.delete(feed);
    this.spokenMs.delete(feed);
  }

  /** A change to every reader that keeps up; who does not is set aside, at the position before it. */
  change(change: Change): void {
    const before = { epoch: change.epoch, seq: change.seq - 1, tag: change.prev };
    for (const socket of this.readers.get(change.feed) ?? []) {
      if (waitingPackets(socket) < maxWaitingPackets) continue;
      this.leave(change.feed, socket);
      this.onLagging(change.feed, socket, before);
    }
    this.broadcast(change.feed, 'change', change);
  }

  broadcast<Event extends keyof ServerEvents>(
    feed: string,
    event: Event,
    ...message: Parameters<ServerEvents[Event]>
  ): void {
    if (this.readers.has(feed)) this.spokenMs.set(feed, this.clock.now());
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
    return [...this.spokenMs].flatMap(([feed, spokenMs]) => (now - spokenMs >= ms ? [feed] : []));
  }

  readersOf(feed: string): number {
    return this.readers.get(feed)?.size ?? 0;
  }

  get connections(): number {
    return this.server?.sockets.sockets.size ?? 0;
  }
}

/** Apart from the rooms Socket.IO names after sockets. */
function room(feed: string): string {
  return `feed:${feed}`;
}

/** Private in engine.io's types, and the only place where a stalled reader shows: `ws.bufferedAmount` does not. */
function waitingPackets(socket: ReaderSocket): number {
  const { writeBuffer } = socket.conn as unknown as { readonly writeBuffer: readonly unknown[] };
  return writeBuffer.length;
}
