import type { Socket } from 'socket.io';
import { maxWaitingBytes } from '../../reader-bounds.ts';
import { textsIn } from '../frame.ts';
import type { SocketOutlet } from '../reader-outlet.ts';

/** A connection of Socket.IO's own Engine.IO. */
export type StockConnection = Socket['conn'];

/**
 * A lagging reader is told no changes, only the answers to what it asks. One that asks so much without reading is
 * cut off.
 */
const maxSaidWhileFull = 1_000;

/** One reader's connection on Socket.IO's own Engine.IO, by its public functions alone. */
export class StockOutlet implements SocketOutlet {
  // Nothing goes past Engine.IO, so there is no descriptor, and never a moment to write to one.
  readonly fd = -1;
  readonly isClear = false;
  readonly clearHandle = undefined;
  /** Engine.IO compresses nothing unless it is told to. */
  readonly deflates = false;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  private waitingBytes = 0;
  private saidWhileFull = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly conn: StockConnection) {
    const { origin, host } = conn.request.headers;
    this.origin = origin;
    this.host = host;
  }

  get isFull(): boolean {
    return this.waitingBytes > maxWaitingBytes;
  }

  isClearFromNow(): boolean {
    return false;
  }

  onDrained(listener: () => void): () => void {
    if (this.waitingBytes === 0) {
      const soon = setImmediate(listener);
      return () => clearImmediate(soon);
    }
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Engine.IO makes frames of its own: it is given the texts. */
  say(frames: Buffer): void {
    for (const text of textsIn(frames)) this.write(text.slice(1));
  }

  goOn(frames: Buffer): void {
    this.say(frames);
  }

  /** A Socket.IO packet; what Engine.IO has not handed to the kernel counts as waiting. */
  write(packet: string): this {
    if (this.conn.readyState !== 'open') return this;
    if (this.isFull && (this.saidWhileFull += 1) === maxSaidWhileFull)
      setImmediate(() => this.cut());
    const bytes = Buffer.byteLength(packet);
    this.waitingBytes += bytes;
    this.conn.write(packet, undefined, () => this.went(bytes));
    return this;
  }

  cut(): void {
    this.conn.close(true);
  }

  private went(bytes: number): void {
    this.waitingBytes -= bytes;
    if (this.waitingBytes > 0) return;
    this.saidWhileFull = 0;
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener();
  }
}
