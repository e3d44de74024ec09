import type { ReaderOutlet } from '../engine/reader-outlet.ts';
import { maxWaitingBytes } from '../reader-bounds.ts';
import { bytesIn } from './chunk.ts';
import type { StreamResponse } from './stream-response.ts';

/** A stream whose events are written by its response alone, in whatever form that gives them. */
export class ResponseOutlet implements ReaderOutlet {
  // Nothing goes past the response, so there is no descriptor, and never a moment to write to one.
  readonly fd = -1;
  readonly isClear = false;
  readonly clearHandle = undefined;
  readonly deflates = false;
  private isOver = false;

  constructor(private readonly response: StreamResponse) {}

  get isFull(): boolean {
    return this.response.writableLength > maxWaitingBytes;
  }

  isClearFromNow(): boolean {
    return false;
  }

  onDrained(listener: () => void): () => void {
    const { response } = this;
    if (response.writableLength === 0) {
      const soon = setImmediate(listener);
      return () => clearImmediate(soon);
    }
    response.once('drain', listener);
    return () => response.off('drain', listener);
  }

  /** The response makes chunks of its own, or none: it is given the events. */
  say(chunks: Buffer): void {
    if (!this.isOver) this.response.write(bytesIn(chunks));
  }

  goOn(chunks: Buffer): void {
    this.say(chunks);
  }

  cut(): void {
    this.response.destroy();
  }

  /** Writes a last event, and ends the body. */
  end(event: Buffer): void {
    if (this.isOver) return;
    this.over();
    this.response.end(event);
  }

  /** Writes nothing more: the response is closed. */
  over(): void {
    this.isOver = true;
  }
}
