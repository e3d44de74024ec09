import type { Undo } from '../bus/bus.ts';

/** What may wait for the other process to read it; above it messages are dropped: the sweep tells their news. */
const maxUnwrittenBytes = 4 * 1024 * 1024;

/** A process with a channel, as Node has it: a child of this one, or this one itself towards its parent. */
export interface IpcEnd {
  send?(message: string, callback: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Typed messages between two processes, in order. Sending never throws and never waits, and costs 4 MB at the most. */
export class IpcChannel<
  Out extends { readonly kind: string },
  In extends { readonly kind: string },
> {
  private unwrittenBytes = 0;
  private droppedCount = 0;

  constructor(private readonly end: IpcEnd) {}

  /** How many messages were not sent, because too much waited already. */
  get dropped(): number {
    return this.droppedCount;
  }

  send(message: Out): void {
    const text = JSON.stringify(message);
    const bytes = Buffer.byteLength(text);
    if (this.unwrittenBytes + bytes > maxUnwrittenBytes) {
      this.droppedCount += 1;
      return;
    }
    this.unwrittenBytes += bytes;
    // With a callback a failure is told to it, and is nobody's error: the other process has ended.
    this.end.send?.(text, () => {
      this.unwrittenBytes -= bytes;
    });
  }

  /** The other end is the same program: what it says is taken as it is. */
  onMessage(listener: (message: In) => void): Undo {
    const hear = (text: unknown) => {
      if (typeof text === 'string') listener(JSON.parse(text) as In);
    };
    this.end.on('message', hear);
    return () => this.end.off('message', hear);
  }
}
