import type { Undo } from '../bus/bus.ts';

/** Bytes that may wait for the other process. Above this, messages are dropped; the sweep finds what they announced. */
const maxUnwrittenBytes = 4 * 1024 * 1024;

/** Node's IPC end of a process: a child process, or `process` itself towards its parent. */
export interface IpcEnd {
  send?(message: string, callback: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  off(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Typed messages between two processes, in order. Sending never throws or waits, and takes 4 MB of memory at most. */
export class IpcChannel<
  Out extends { readonly kind: string },
  In extends { readonly kind: string },
> {
  private unwrittenBytes = 0;
  private droppedCount = 0;

  constructor(private readonly end: IpcEnd) {}

  /** The number of messages that were not sent, because too many bytes were waiting. */
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
    // With a callback, a failure is no `error` event. It means that the other process has ended, and needs no handling.
    this.end.send?.(text, () => {
      this.unwrittenBytes -= bytes;
    });
  }

  /** Messages are not validated, because the other process runs the same program. */
  onMessage(listener: (message: In) => void): Undo {
    const hear = (text: unknown) => {
      if (typeof text === 'string') listener(JSON.parse(text) as In);
    };
    this.end.on('message', hear);
    return () => this.end.off('message', hear);
  }
}
