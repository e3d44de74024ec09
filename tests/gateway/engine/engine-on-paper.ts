import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Outlet } from '../../../src/gateway/engine/outlet.ts';
import { ReaderEngine } from '../../../src/gateway/engine/reader-engine.ts';
import { until } from '../../until.ts';
import { serverFrames } from '../frames.ts';

const goodbye = 0x8;

/** What a connection passed on and answered. */
export interface Heard {
  /** The packets that were passed to Socket.IO. */
  readonly packets: readonly (string | Buffer)[];
  /** The payloads of the pongs. */
  readonly pongs: readonly string[];
  /** The codes of close frames: one at most. */
  readonly goodbyes: readonly number[];
}

/**
 * Lets a connection of our engine read `chunks`, without a network. Compressed frames are read asynchronously: with an
 * `offer` of compression this waits for the close frame.
 */
export async function hear(chunks: readonly Buffer[], offer?: string): Promise<Heard> {
  const http = new EventEmitter();
  const engine = new ReaderEngine();
  const packets: (string | Buffer)[] = [];
  engine.on('connection', (outlet: Outlet) => {
    outlet.on('data', (packet) => packets.push(packet as string | Buffer));
  });
  engine.attach(http as Server);
  const tcp = new PaperTcp();
  http.emit('upgrade', request(offer), tcp, Buffer.alloc(0));
  tcp.written.length = 0;
  for (const chunk of chunks) {
    // A copy: who reads it unmasks it in place.
    tcp.emit('data', Buffer.from(chunk));
    await turn();
  }
  const said = () => serverFrames(Buffer.concat(tcp.written));
  const isOver = () => said().some(({ opcode }) => opcode === goodbye);
  if (offer !== undefined) await until(isOver, 'the goodbye');
  const frames = said();
  engine.close();
  tcp.destroy();
  return {
    packets,
    pongs: frames.filter(({ opcode }) => opcode === 0xa).map(({ payload }) => payload.toString()),
    goodbyes: frames
      .filter(({ opcode }) => opcode === goodbye)
      .map(({ payload }) => payload.readUInt16BE(0)),
  };
}

/** A TCP socket without a network, which records what is written to it. */
class PaperTcp extends EventEmitter {
  readonly written: Buffer[] = [];
  readonly writableLength = 0;
  readonly _handle = null;

  write(bytes: Buffer | string): boolean {
    this.written.push(Buffer.from(bytes));
    return true;
  }

  cork(): void {}
  uncork(): void {}
  pause(): void {}
  resume(): void {}
  end(): void {}

  destroy(): void {
    this.emit('close');
  }
}

function request(offer: string | undefined): IncomingMessage {
  const headers = {
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...(offer === undefined ? {} : { 'sec-websocket-extensions': offer }),
  };
  const url = '/socket.io/?EIO=4&transport=websocket';
  return { method: 'GET', headers, url } as unknown as IncomingMessage;
}

function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
