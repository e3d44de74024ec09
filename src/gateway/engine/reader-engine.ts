import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { pingInterval, pingTimeout, Heartbeat } from './heartbeat.ts';
import { textFrame } from './frame.ts';
import { Inlet } from './inlet.ts';
import { Outlet, type Outbox } from './outlet.ts';
import { outletKey, type PlainTcp } from './plain-tcp.ts';
import { readShortFrames } from './short-frames.ts';
import { answerUpgrade, refused } from './upgrade.ts';

/** Where readers connect: Socket.IO's own default. */
export const path = '/socket.io/';
/** What a reader may send at once. */
const maxPayload = 16_384;

/** Engine.IO's packet types (protocol 4), as a text begins. */
const [closePacket, pongPacket, messagePacket, noopPacket] = ['1', '3', '4', '6'];

/** Undefined: come in. Otherwise the reason why not now, in words. */
export type Admit = () => string | undefined;

/**
 * Engine.IO 4 over WebSockets for a crowd of readers (https://socket.io/docs/v4/engine-io-protocol): what Socket.IO
 * is bound to. It accepts cheaply, keeps one small object a connection, has one timer for all, and nothing of the
 * request. No long polling: any instance serves any reader.
 */
export class ReaderEngine extends EventEmitter implements Outbox {
  private readonly outlets = new Set<Outlet>();
  private readonly heartbeat = new Heartbeat(textFrame(Buffer.from('2')));
  private readonly talking: Outlet[] = [];

  constructor(private readonly admit: Admit = () => undefined) {
    super();
  }

  /** Takes the WebSockets that come to `server` under `path`; a handshake under any other is refused. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.heartbeat.open();
  }

  get connections(): number {
    return this.outlets.size;
  }

  /** Says goodbye to all; they come back, to whoever is there then. */
  close(): void {
    this.heartbeat.close();
    for (const outlet of this.outlets) outlet.close(1001);
  }

  flushLater(outlet: Outlet): void {
    if (this.talking.push(outlet) === 1) setImmediate(() => this.flush());
  }

  left(outlet: Outlet): void {
    this.outlets.delete(outlet);
    this.heartbeat.remove(outlet);
  }

  private flush(): void {
    for (const outlet of this.talking.splice(0)) outlet.flush();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Until it is ours, whatever happens to it is nobody's concern.
    socket.on('error', ignore);
    const upgrade = this.answer(request);
    if (upgrade.kind === 'refused') {
      socket.end(upgrade.answer);
      return;
    }
    const tcp = socket as unknown as PlainTcp;
    const id = randomUUID();
    const { origin, host } = request.headers;
    const outlet = new Outlet(id, tcp, upgrade.agreement, this, shared(origin), shared(host));
    socket.off('error', ignore);
    tcp.on('error', onError);
    tcp.on('data', onData);
    tcp.on('end', onEnd);
    tcp.on('close', onClose);
    this.outlets.add(outlet);
    this.heartbeat.add(outlet);
    // The answer and the first packet in one write.
    tcp.write(upgrade.answer + openFrame(id), 'latin1');
    this.emit('connection', outlet);
    if (head.length > 0) onData.call(tcp, head);
  }

  private answer(request: IncomingMessage) {
    if (request.url?.startsWith(path) !== true) {
      return refused('404 Not Found', `WebSockets are served under ${path}.`);
    }
    const why = this.admit();
    return why === undefined
      ? answerUpgrade(request)
      : refused('503 Service Unavailable', why, ['Retry-After: 2']);
  }
}

/** As text of one byte a character; short enough for a length of one byte (RFC 6455 §5.2). */
function openFrame(sid: string): string {
  const open = { sid, upgrades: [], pingInterval, pingTimeout, maxPayload };
  const packet = `0${JSON.stringify(open)}`;
  return `\x81${String.fromCharCode(packet.length)}${packet}`;
}

// Handlers shared by all connections: a closure for each would be memory for each.

function onData(this: PlainTcp, chunk: Buffer): void {
  const outlet = this[outletKey];
  if (outlet === undefined || outlet.readyState === 'closed') return;
  outlet.isHeard = true;
  let rest: Buffer | undefined = chunk;
  if (outlet.inlet === undefined) {
    const short = readShortFrames(chunk, maxPayload);
    for (const text of short.texts) take(outlet, text);
    ({ rest } = short);
  }
  if (rest === undefined) return;
  outlet.inlet ??= new Inlet(outlet, maxPayload, (message) => take(outlet, message));
  if (!outlet.inlet.read(rest)) this.pause();
}

function onEnd(this: PlainTcp): void {
  this.end();
}

function onError(this: PlainTcp, error: Error): void {
  this[outletKey]?.ended('transport error', error);
}

function onClose(this: PlainTcp): void {
  this[outletKey]?.ended('transport close');
}

function ignore(): void {}

function take(outlet: Outlet, message: string | Buffer): void {
  if (outlet.readyState !== 'open') return;
  if (typeof message !== 'string') {
    outlet.take(message);
    return;
  }
  switch (message.slice(0, 1)) {
    case messagePacket:
      outlet.take(message.slice(1));
      return;
    case pongPacket:
    case noopPacket:
      return;
    case closePacket:
      outlet.close();
      return;
    default:
      outlet.close(1002);
      outlet.ended('parse error');
  }
}

/** The same few texts come with every connection: one copy is kept of each. A flood of made-up ones is forgotten. */
const texts = new Map<string, string>();

function shared(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= 1_000) texts.clear();
  texts.set(text, text);
  return text;
}
