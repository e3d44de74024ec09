import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a raw socket tells its owner. After `closed` it says nothing more. */
export interface RawSocketEvents {
  readonly opened: () => void;
  readonly text: (text: string) => void;
  /** The status line, when the server answered with something else than a WebSocket. */
  readonly closed: (answer?: string) => void;
}

const noBytes = Buffer.alloc(0);
/** Read into, one socket after the other. */
const [wide, narrow] = [Buffer.alloc(65_536), Buffer.alloc(1)];

/**
 * A minimal WebSocket (RFC 6455), cheap enough for thousands in a process. It can stop reading, or read a byte a
 * second, which those of libraries cannot.
 */
export class RawSocket {
  #tcp: Socket;
  #events: RawSocketEvents;
  #rest: Buffer = noBytes;
  #isOpen = false;
  #isOver = false;
  #trickle: NodeJS.Timeout | undefined;

  /** Only with `canCrawl` it can be told to read a byte a second. */
  constructor(url: string, events: RawSocketEvents, canCrawl = false) {
    const { hostname, port, host } = new URL(url);
    this.#events = events;
    const onread = {
      // Asked for before each read.
      buffer: () => (this.#trickle === undefined ? wide : narrow),
      callback: (bytes: number, buffer: Uint8Array) => {
        if (bytes > 0) this.#read(Buffer.from(buffer.subarray(0, bytes)));
        return this.#trickle === undefined;
      },
    };
    this.#tcp = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      ...(canCrawl ? { onread } : {}),
    });
    this.#tcp.on('connect', () => {
      this.#tcp.write(
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n' +
          `Host: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
          `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
      );
    });
    this.#tcp.on('data', (bytes) => this.#read(bytes));
    this.#tcp.on('error', () => undefined);
    this.#tcp.on('close', () => this.#over());
  }

  send(text: string): void {
    if (this.#isOpen && !this.#isOver) this.#tcp.write(maskedFrame(0x1, Buffer.from(text)));
  }

  /** Reads nothing more, as a stalled machine does, until `resume`. */
  pause(): void {
    this.#tcp.pause();
  }

  /** Reads one byte a second, until `resume`. */
  crawl(): void {
    this.#tcp.pause();
    this.#trickle = setInterval(() => this.#tcp.resume(), 1_000);
  }

  resume(): void {
    clearInterval(this.#trickle);
    this.#trickle = undefined;
    this.#tcp.resume();
  }

  /** Closes the connection, without an event. */
  close(): void {
    this.#isOver = true;
    clearInterval(this.#trickle);
    this.#tcp.destroy();
  }

  #over(answer?: string): void {
    if (this.#isOver) return;
    this.close();
    this.#events.closed(answer);
  }

  #read(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    if (!this.#isOpen) this.#readAnswer();
    if (this.#isOpen) this.#readFrames();
  }

  #readAnswer(): void {
    const end = this.#rest.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.#rest.subarray(0, end).toString('latin1');
    const status = head.slice(0, head.indexOf('\r\n'));
    if (!status.startsWith('HTTP/1.1 101')) return this.#over(status);
    this.#rest = this.#rest.subarray(end + 4);
    this.#isOpen = true;
    this.#events.opened();
  }

  #readFrames(): void {
    while (!this.#isOver) {
      const frame = readFrame(this.#rest);
      if (frame === undefined) return;
      this.#rest = this.#rest.subarray(frame.end);
      if (frame.opcode === 0x8) return this.#over();
      if (frame.opcode === 0x1) this.#events.text(frame.payload.toString());
    }
  }
}

/** The first whole frame, or undefined when more bytes are needed. A server's frames are not masked. */
function readFrame(bytes: Buffer): { opcode: number; payload: Buffer; end: number } | undefined {
  if (bytes.length < 2) return undefined;
  const opcode = (bytes[0] ?? 0) & 0x0f;
  const short = (bytes[1] ?? 0) & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return undefined;
  const length =
    short === 127
      ? Number(bytes.readBigUInt64BE(2))
      : short === 126
        ? bytes.readUInt16BE(2)
        : short;
  const end = start + length;
  return bytes.length < end ? undefined : { opcode, payload: bytes.subarray(start, end), end };
}

/** A client's frame is masked; with zeros, which leaves the text as it is. */
function maskedFrame(opcode: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | payload.length])
      : Buffer.from([0x80 | opcode, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
