import { connect, type Socket } from 'node:net';
import { constants, inflateRawSync } from 'node:zlib';
import { shrinkBuffer } from './socket-buffers.ts';
import { clientFrame, serverFrameAt, type ServerFrame } from './frames.ts';

const flushTail = Buffer.from([0, 0, 255, 255]);

/** A reader that is nothing but a TCP socket: it reads when it likes, and looks at every byte. */
export class WireReader implements Disposable {
  /** The status line of the answer. */
  answer: string | undefined;
  /** The Socket.IO packets of the events it was told, as they came. */
  readonly events: string[] = [];
  /** What came that no client could read. */
  readonly faults: string[] = [];
  /** Bytes of frames that were events. */
  eventBytes = 0;
  deflatedFrames = 0;
  isOver = false;
  private readonly tcp: Socket;
  private rest: Buffer = Buffer.alloc(0);

  /** `receiveBytes`: of its receive buffer in the kernel; by default the system's. */
  constructor(port: number, offer?: string, receiveBytes?: number) {
    this.tcp = connect(port, '127.0.0.1');
    if (receiveBytes !== undefined) {
      this.tcp.once('connect', () => shrinkBuffer(this.tcp, 'receive', receiveBytes));
    }
    this.tcp.on('error', () => undefined);
    this.tcp.on('close', () => {
      this.isOver = true;
    });
    this.tcp.on('data', (bytes: Buffer) => this.read(bytes));
    this.tcp.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n' +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n' +
        (offer === undefined ? '\r\n' : `Sec-WebSocket-Extensions: ${offer}\r\n\r\n`),
    );
  }

  /** Reads nothing more until `resume`: what is sent to it waits, first in the kernel. */
  pause(): void {
    this.tcp.pause();
  }

  resume(): void {
    this.tcp.resume();
  }

  /** Says an Engine.IO packet. */
  say(packet: string): void {
    this.tcp.write(clientFrame({ opcode: 1, payload: Buffer.from(packet) }, Buffer.alloc(4)));
  }

  [Symbol.dispose](): void {
    this.isOver = true;
    this.tcp.destroy();
  }

  private read(bytes: Buffer): void {
    if (this.isOver) return;
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    let at = 0;
    if (this.answer === undefined) {
      const end = this.rest.indexOf('\r\n\r\n');
      const begin = this.rest.toString('latin1', 0, 32);
      if (!begin.startsWith('HTTP/1.1 101 '.slice(0, begin.length))) this.fault('answer', begin);
      if (end < 0) return;
      this.answer = begin.slice(0, begin.indexOf('\r\n'));
      at = end + 4;
      this.say('40');
    }
    for (;;) {
      const frame = serverFrameAt(this.rest, at);
      if (frame === undefined) break;
      this.take(frame, frame.end - at);
      at = frame.end;
    }
    this.rest = this.rest.subarray(at);
  }

  private take({ opcode, isDeflated, payload }: ServerFrame, bytes: number): void {
    if (opcode !== 1) return this.fault('opcode', String(opcode));
    if (isDeflated) this.deflatedFrames += 1;
    const text = (isDeflated ? inflate(payload) : payload).toString();
    if (text.startsWith('42')) {
      this.events.push(text.slice(1));
      this.eventBytes += bytes;
    } else if (!/^(0\{|40\{|2$)/.test(text)) this.fault('packet', text);
  }

  private fault(what: string, found: string): void {
    this.faults.push(`${what}: ${found.slice(0, 80)}`);
  }
}

function inflate(payload: Buffer): Buffer {
  const finishFlush = constants.Z_SYNC_FLUSH;
  return inflateRawSync(Buffer.concat([payload, flushTail]), { finishFlush });
}
