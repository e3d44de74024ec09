import type { StreamResponse } from '../../../src/gateway/streams/stream-response.ts';
import type { ByteStream } from '../../../src/relay/line.ts';
import type { Chance } from '../chance.ts';
import type { VirtualTime } from '../virtual-time.ts';

/** One for all, as in model-log. Node's own errors of a broken line have a code. */
const broken = Object.assign(new Error('the line broke'), { code: 'ECONNRESET' });

/** Both ends of one event stream: what is written at one end arrives later at the other, in order, in other parts, or never. */
export class Pipe implements ByteStream {
  private readonly arrived: Uint8Array[] = [];
  private state: 'open' | 'ended' | 'broken' = 'open';
  private wake: () => void = () => undefined;
  private readonly onClose: (() => void)[] = [];
  private arrivesMs = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly wayMs: () => number,
    /** Whether this frame is lost on the way. */
    private readonly loses: () => boolean,
    private readonly hears: () => void,
  ) {}

  /** The end of the upstream. */
  get response(): StreamResponse {
    return this as unknown as StreamResponse;
  }

  readonly writableLength = 0;
  /** At the end of the upstream. */
  closed = false;
  /** It has no chunks, so that what is written to it goes through `write`. */
  readonly chunkedEncoding = false;
  readonly socket = null;

  write(frame: Uint8Array): boolean {
    return this.carry(frame);
  }

  end(frame: Uint8Array): void {
    this.carry(frame);
    this.later(() => this.close('ended'));
  }

  on(event: string, listener: () => void): void {
    if (event === 'close') this.onClose.push(listener);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.arrived.length > 0) yield Buffer.concat(this.arrived.splice(0));
      else if (this.state === 'broken') throw broken;
      else if (this.state === 'ended') return;
      else await new Promise<void>((done) => (this.wake = done));
    }
  }

  /** By either end. */
  destroy(): void {
    this.break();
  }

  /** What is on its way is lost. The upstream's end notices later. */
  break(): void {
    this.close('broken');
  }

  /** The upstream is gone. */
  kill(): void {
    this.close('broken');
    this.tellClosed();
  }

  private close(state: 'ended' | 'broken'): void {
    if (this.state !== 'open') return;
    this.state = state;
    if (state === 'broken') this.arrived.length = 0;
    this.wake();
    this.time.after(this.chance.below(12), () => this.tellClosed());
  }

  private tellClosed(): void {
    this.closed = true;
    for (const listener of this.onClose.splice(0)) listener();
  }

  private carry(frame: Uint8Array): boolean {
    const isEvent = Buffer.from(frame).includes('event: ');
    if (isEvent && this.loses()) return true;
    // A frame may come in two parts, and several frames as one.
    const at = this.chance.is(15) ? this.chance.below(frame.length) : 0;
    for (const part of [frame.subarray(0, at), frame.subarray(at)]) {
      if (part.length === 0) continue;
      this.later(() => {
        if (this.state !== 'open') return;
        this.arrived.push(part);
        if (isEvent) this.hears();
        this.wake();
      });
    }
    return true;
  }

  private later(task: () => void): void {
    this.arrivesMs = Math.max(this.arrivesMs, this.time.nowMs + this.wayMs());
    this.time.after(this.arrivesMs - this.time.nowMs, task);
  }
}
