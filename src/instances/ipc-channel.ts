import type { Undo } from '../bus/bus.ts';

/** Bytes that may wait for the other process. Above this, messages are dropped; the sweep finds what they announced. */
const maxUnwrittenBytes = 4 * 1024 * 1024;

/** How often it is looked whether the other process is still there, from the first handle on. */
const lookMs = 100;

/**
 * A descriptor that goes to another process: Node's handle of a TCP socket, or of a port that is listened on. Whoever
 * holds one closes it; the socket itself lives on in the other process.
 */
export interface Handle {
  readonly close: () => void;
}

/** Node's IPC end of a process: a child process, or `process` itself towards its parent. */
export interface IpcEnd {
  send?(
    message: string,
    handle: undefined,
    options: undefined,
    callback: (error: Error | null) => void,
  ): boolean;
  readonly connected: boolean;
  on(event: 'message', listener: (message: unknown, handle: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  off(event: 'message', listener: (message: unknown, handle: unknown) => void): unknown;
}

/** Typed messages between two processes, in order. Sending never throws or waits, and takes 4 MB of memory at most. */
export class IpcChannel<
  Out extends { readonly kind: string },
  In extends { readonly kind: string },
> {
  private unwrittenBytes = 0;
  private droppedCount = 0;
  /** Of each message that is not written yet, what is told when that is known. */
  private readonly unwritten = new Set<(isWritten: boolean) => void>();
  private readonly ended = Promise.withResolvers<void>();
  private looks: NodeJS.Timeout | undefined;

  constructor(private readonly end: IpcEnd) {
    end.on('disconnect', () => this.over());
  }

  /** Resolves when the other process has ended, or has closed its end. */
  get whenOver(): Promise<void> {
    return this.ended.promise;
  }

  /** The number of messages that were not sent, because too many bytes were waiting. */
  get dropped(): number {
    return this.droppedCount;
  }

  send(message: Out): void {
    this.write(message, undefined, () => undefined);
  }

  /**
   * Sends a message with a handle. Resolves to whether the kernel has both: the handle may be closed here from then on, and
   * is the other process's, which may end before it takes it. Always resolves, also when the other process ends meanwhile.
   */
  sendWith(message: Out, handle: Handle): Promise<boolean> {
    this.looks ??= setInterval(() => this.look(), lookMs).unref();
    return new Promise((done) => this.write(message, handle, done));
  }

  /** Messages are not validated, because the other process runs the same program. A handle is the listener's to close. */
  onMessage(listener: (message: In, handle: Handle | undefined) => void): Undo {
    const hear = (text: unknown, handle: unknown) => {
      if (typeof text === 'string') listener(JSON.parse(text) as In, handle as Handle | undefined);
    };
    this.end.on('message', hear);
    return () => this.end.off('message', hear);
  }

  /**
   * Node sends one handle at a time. While the other process has not said that it has one, Node tells nobody that this process
   * has ended, and forgets the handles that wait: each would stay open here, and its reader would wait for news.
   */
  private look(): void {
    if (!this.end.connected) this.over();
  }

  private over(): void {
    clearInterval(this.looks);
    for (const written of this.unwritten) written(false);
    this.ended.resolve();
  }

  private write(
    message: Out,
    handle: Handle | undefined,
    told: (isWritten: boolean) => void,
  ): void {
    const text = JSON.stringify(message);
    const bytes = Buffer.byteLength(text);
    if (this.unwrittenBytes + bytes > maxUnwrittenBytes) {
      this.droppedCount += 1;
      return told(false);
    }
    if (this.end.send === undefined) return told(false);
    this.unwrittenBytes += bytes;
    const written = (isWritten: boolean) => {
      if (!this.unwritten.delete(written)) return;
      this.unwrittenBytes -= bytes;
      told(isWritten);
    };
    this.unwritten.add(written);
    // Node's types know handles by their wrappers alone. With a callback, a failure is no `error` event: it means that
    // the other process has ended.
    this.end.send(text, handle as undefined, undefined, (error) =>
      written(error === null || error === undefined),
    );
  }
}
