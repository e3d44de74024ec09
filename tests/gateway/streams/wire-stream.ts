import { connect, type Socket } from 'node:net';
import type { Change } from '../../../src/feed/change.ts';
import { shrinkBuffer } from '../socket-buffers.ts';

interface Asked {
  /** Where it goes on. */
  readonly lastEventId?: string | undefined;
  readonly version?: '1.0' | '1.1';
  /** Of its receive buffer in the kernel; by default the system's. */
  readonly receiveBytes?: number;
  /** How often the same is asked on this connection, without waiting for an answer. */
  readonly times?: number;
}

const [lineEnd, headEnd, eventEnd] = ['\r\n', '\r\n\r\n', '\n\n'].map((text) => Buffer.from(text));

/** A reader of a stream that is nothing but a TCP socket: it reads when it likes, and looks at every byte. */
export class WireStream implements Disposable {
  /** The head of the answer. */
  head: string | undefined;
  /** The names of all events, in order. */
  readonly told: string[] = [];
  /** The data of its changes, as they came. */
  readonly changes: string[] = [];
  /** What came that no reader could use: broken chunks, a change twice, one left out. */
  readonly faults: string[] = [];
  /** How many chunks the body has come in so far. */
  chunks = 0;
  lastEventId: string;
  /** The body has ended in order. */
  isEnded = false;
  isOver = false;
  private readonly tcp: Socket;
  private rest: Buffer = Buffer.alloc(0);
  private body: Buffer = Buffer.alloc(0);

  constructor(port: number, asked: Asked = {}) {
    const { lastEventId, version = '1.1', receiveBytes, times = 1 } = asked;
    this.lastEventId = lastEventId ?? '';
    this.tcp = connect(port, '127.0.0.1');
    if (receiveBytes !== undefined) {
      this.tcp.once('connect', () => shrinkBuffer(this.tcp, 'receive', receiveBytes));
    }
    this.tcp.on('error', () => undefined);
    this.tcp.on('close', () => this.over());
    this.tcp.on('data', (bytes: Buffer) => this.read(bytes));
    const id = lastEventId === undefined ? '' : `Last-Event-ID: ${lastEventId}\r\n`;
    this.tcp.write(`GET /stream HTTP/${version}\r\nHost: x\r\n${id}\r\n`.repeat(times));
  }

  /** Reads nothing more until `resume`: what is sent to it waits, first in the kernel. */
  pause(): void {
    this.tcp.pause();
  }

  resume(): void {
    this.tcp.resume();
  }

  /** Ends its own side, and reads on. */
  end(): void {
    this.tcp.end();
  }

  [Symbol.dispose](): void {
    this.isOver = true;
    this.tcp.destroy();
  }

  private over(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.head !== undefined && !this.isChunked) this.isEnded = true;
    if (this.isEnded && this.body.length > 0) this.fault('an event that is cut', this.body);
  }

  private get isChunked(): boolean {
    return this.head?.toLowerCase().includes('transfer-encoding: chunked') === true;
  }

  private read(bytes: Buffer): void {
    if (this.isOver) return;
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    if (this.isEnded) {
      this.fault('bytes behind the end', this.rest);
      return;
    }
    if (this.head === undefined) {
      const end = this.rest.indexOf(headEnd ?? '');
      if (end < 0) return;
      this.head = this.rest.toString('latin1', 0, end);
      this.rest = this.rest.subarray(end + 4);
    }
    if (this.isChunked) {
      while (this.readChunk());
    } else {
      this.take(this.rest);
      this.rest = this.rest.subarray(this.rest.length);
    }
  }

  /** True when there was a whole one. */
  private readChunk(): boolean {
    const { rest } = this;
    const begin = rest.indexOf(lineEnd ?? '') + 2;
    if (begin < 2) {
      if (rest.length > 10) this.fault('no length of a chunk', rest);
      return false;
    }
    const length = rest.toString('latin1', 0, begin - 2);
    if (!/^[0-9a-f]{1,8}$/.test(length)) return this.fault('a length of a chunk', rest);
    const end = begin + Number.parseInt(length, 16);
    if (rest.length < end + 2) return false;
    if (rest.toString('latin1', end, end + 2) !== '\r\n') return this.fault('a chunk', rest);
    this.rest = rest.subarray(end + 2);
    this.chunks += 1;
    if (end > begin) this.take(rest.subarray(begin, end));
    else {
      this.isEnded = true;
      if (this.rest.length > 0) this.fault('bytes behind the end', this.rest);
    }
    return !this.isEnded;
  }

  private take(bytes: Buffer): void {
    this.body = this.body.length === 0 ? bytes : Buffer.concat([this.body, bytes]);
    let at = 0;
    for (;;) {
      const end = this.body.indexOf(eventEnd ?? '', at);
      if (end < 0) break;
      this.hear(this.body.toString('utf8', at, end));
      at = end + 2;
    }
    this.body = this.body.subarray(at);
  }

  private hear(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    const [event, data, id] = [field('event'), field('data'), field('id')];
    // The opening is a comment with `retry`.
    if (event === undefined || data === undefined) return;
    this.told.push(event);
    if (event === 'head' || event === 'bye') return;
    const { epoch, seq, tag, prev } = JSON.parse(data) as Change;
    if (id !== `${epoch}:${seq}:${tag}`) this.fault('an id', Buffer.from(block));
    if (event !== 'snapshot') {
      this.changes.push(data);
      if (this.lastEventId !== `${epoch}:${seq - 1}:${prev}`) {
        this.fault(`${seq} after ${this.lastEventId}`, Buffer.from(block));
      }
    }
    this.lastEventId = id ?? '';
  }

  private fault(what: string, found: Buffer): false {
    this.faults.push(`${what}: ${found.toString('latin1', 0, 80)}`);
    return false;
  }
}
