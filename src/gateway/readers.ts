import type { Undo } from '../bus/bus.ts';
import type { Position } from '../feed/position.ts';
import { Refusal, unknownFeed } from '../feed/refusal.ts';
import { maxSubscriptions } from '../feed/wire.ts';
import type { Hub } from '../hub/hub.ts';
import type { CatchUp } from '../hub/tail.ts';
import type { FanOut, ReaderSocket } from './fan-out.ts';
import { readHandshake, readSubscription, tooMany, type ReadSubscription } from './handshake.ts';
import { mayShow } from './origins.ts';

/** How often a connection may change what it follows before it counts as abuse. */
const maxRequests = { count: 200, windowMs: 10_000 };

/** A reader that does not take what waits for it within this is let go; it comes back with its position. */
const maxLagMs = 30_000;

/** A reader that is ahead of an instance which cannot ask the log keeps its view; after this it is tried again. */
const holdMs = 1_000;

/** What is kept of a connection: which feeds it follows, and how busy it was. */
interface Reader {
  readonly socket: ReaderSocket;
  /** The undo of each subscription; a new one for the same feed takes the place of the old. */
  readonly follows: Map<string, { undo: Undo | undefined }>;
  requests: number;
  windowMs: number;
}

/** Takes connections in, gives each reader what it missed, and lets it join its feeds. */
export class Readers {
  private readonly bySocket = new WeakMap<ReaderSocket, Reader>();
  private lagging = 0;

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
    private readonly publicUrl: string | undefined,
    private readonly report: (error: unknown) => void,
  ) {}

  connect(socket: ReaderSocket): void {
    const reader: Reader = { socket, follows: new Map(), requests: 0, windowMs: performance.now() };
    this.bySocket.set(socket, reader);
    socket.on('subscribe', (asked: unknown) => {
      if (this.isBusy(reader)) return;
      const read = readSubscription(asked);
      if ('refusal' in read) refuse(socket, read.refusal, read.feed);
      else void this.subscribe(reader, read);
    });
    socket.on('unsubscribe', (asked: unknown) => {
      if (this.isBusy(reader)) return;
      const read = readSubscription(asked);
      if (read.feed !== undefined) this.unsubscribe(reader, read.feed);
    });
    socket.on('disconnect', () => {
      for (const feed of reader.follows.keys()) this.unsubscribe(reader, feed);
    });
    for (const read of readHandshake(socket.handshake.auth)) {
      if ('refusal' in read) refuse(socket, read.refusal, read.feed);
      else void this.subscribe(reader, read);
    }
  }

  /** Readers set aside just now. */
  get laggingReaders(): number {
    return this.lagging;
  }

  /** Sends a reader that fell behind nothing more of the feed until it has read what waits; then goes on from there. */
  setAside(feed: string, socket: ReaderSocket, position: Position): void {
    const reader = this.bySocket.get(socket);
    const place = reader?.follows.get(feed);
    if (reader === undefined || place === undefined) return;
    this.lagging += 1;
    const patience = setTimeout(() => socket.disconnect(true), maxLagMs);
    const end = () => {
      clearTimeout(patience);
      socket.conn.off('drain', goOn);
      this.lagging -= 1;
    };
    const goOn = () => {
      end();
      socket.off('disconnect', end);
      if (reader.follows.get(feed) === place) void this.subscribe(reader, { feed, position });
    };
    socket.conn.once('drain', goOn);
    socket.once('disconnect', end);
  }

  private async subscribe(reader: Reader, { feed, position }: ReadSubscription): Promise<void> {
    const { socket, follows } = reader;
    this.unsubscribe(reader, feed);
    if (follows.size >= maxSubscriptions) return refuse(socket, tooMany(), feed);
    const place: { undo: Undo | undefined } = { undo: undefined };
    follows.set(feed, place);
    try {
      await this.admit(socket, feed);
      await this.hub.attach(feed, position, (attachment) => {
        // Gone, or asked again, while the log was read: the newer request answers.
        if (socket.disconnected || follows.get(feed) !== place) return;
        if (attachment.kind === 'hold') {
          const again = () => void this.subscribe(reader, { feed, position });
          const timer = setTimeout(again, holdMs);
          place.undo = () => clearTimeout(timer);
          return;
        }
        write(socket, feed, attachment);
        this.fanOut.join(feed, socket);
        place.undo = this.hub.follow(feed);
      });
    } catch (error) {
      if (follows.get(feed) === place) follows.delete(feed);
      if (!(error instanceof Refusal)) this.report(error);
      const refusal =
        error instanceof Refusal ? error : new Refusal('unexpected', 'Try again in a moment.');
      refuse(socket, refusal, feed);
    }
  }

  private async admit(socket: ReaderSocket, feed: string): Promise<void> {
    const snapshot = await this.hub.snapshot(feed);
    if (snapshot === undefined) throw unknownFeed(feed);
    const { origin, host } = socket.handshake.headers;
    if (mayShow(snapshot.info, origin, { host, publicUrl: this.publicUrl })) return;
    throw new Refusal('origin_not_allowed', `The feed "${feed}" may not be shown on this site.`);
  }

  private unsubscribe(reader: Reader, feed: string): void {
    const place = reader.follows.get(feed);
    if (place === undefined) return;
    reader.follows.delete(feed);
    place.undo?.();
    this.fanOut.leave(feed, reader.socket);
  }

  /** A connection that asks without end is told so once, and closed. */
  private isBusy(reader: Reader): boolean {
    const now = performance.now();
    if (now - reader.windowMs > maxRequests.windowMs) {
      reader.windowMs = now;
      reader.requests = 0;
    }
    reader.requests += 1;
    if (reader.requests <= maxRequests.count) return false;
    if (reader.requests === maxRequests.count + 1) {
      refuse(reader.socket, new Refusal('too_many_requests', 'Too many subscriptions in a row.'));
      reader.socket.disconnect(true);
    }
    return true;
  }
}

function write(socket: ReaderSocket, feed: string, attachment: CatchUp): void {
  switch (attachment.kind) {
    case 'sync':
      socket.emit('sync', { feed, ...attachment.position, changes: attachment.changes });
      return;
    case 'snapshot': {
      const { snapshot, reset } = attachment;
      socket.emit('snapshot', reset === undefined ? snapshot : { ...snapshot, reset });
      return;
    }
  }
}

function refuse(socket: ReaderSocket, refusal: Refusal, feed?: string): void {
  const { code, message, retry } = refusal;
  socket.emit(
    'refused',
    feed === undefined ? { code, message, retry } : { feed, code, message, retry },
  );
}
