import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { keepSession } from '../kept-sessions.ts';
import { OpenDoor, type Door } from './door.ts';
import { AdoptedOutlet, type HandedOver } from './handed-over.ts';
import { Hearing } from './hearing.ts';
import { pingInterval, pingTimeout, Heartbeat } from './heartbeat.ts';
import { textFrame } from './frame.ts';
import { Inlet } from './inlet.ts';
import { Outlet, outletOf, type Outbox } from './outlet.ts';
import { socketOn, stopReading, type PlainTcp, type TcpHandle } from './plain-tcp.ts';
import { readShortFrames } from './short-frames.ts';
import { turnAway } from './turn-away.ts';
import {
  answerUpgrade,
  maxPayload,
  path,
  refused,
  wantsWebSocket,
  type Upgrade,
} from './upgrade.ts';

/** Engine.IO's packet types (protocol 4): the first character of a text message. */
const [closePacket, pongPacket, messagePacket, noopPacket] = ['1', '3', '4', '6'];

/**
 * Engine.IO 4 over WebSockets for many readers (https://socket.io/docs/v4/engine-io-protocol); Socket.IO is bound to
 * it. It accepts connections cheaply, keeps one small object per connection and no request, and has one timer for all.
 * Long polling is left out, because with it not every instance could serve every reader.
 */
export class ReaderEngine extends EventEmitter implements Outbox {
  private readonly outlets = new Set<Outlet>();
  private readonly heartbeat = new Heartbeat(textFrame(Buffer.from('2')));
  private readonly talking: Outlet[] = [];
  readonly hearing = new Hearing();

  constructor(private readonly door: Door = new OpenDoor()) {
    super();
  }

  /**
   * Accepts WebSockets of `server` under `path` and refuses those under any other path. A request that offers another
   * protocol (`Upgrade: h2c`) is served as an ordinary one: a server may ignore the offer (RFC 9110 §7.8).
   */
  attach(server: Server): void {
    Object.assign(server, { shouldUpgradeCallback: wantsWebSocket });
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.heartbeat.open();
  }

  get connections(): number {
    return this.outlets.size;
  }

  /** Closes all connections with code 1001; their clients reconnect to an instance that is running then. */
  close(): void {
    this.heartbeat.close();
    for (const outlet of this.outlets) outlet.close(1001);
  }

  flushLater(outlet: Outlet): void {
    if (this.talking.push(outlet) === 1) setImmediate(() => this.flush());
  }

  left(outlet: Outlet): void {
    if (!this.outlets.delete(outlet)) return;
    this.heartbeat.remove(outlet);
    this.door.leave(outlet.address);
  }

  /**
   * Lets go of a connection, so that another process can have it; Socket.IO is told that it is closed. Undefined, and nothing has
   * happened, where it is not at rest: bytes wait to be written, a message is half read, or it is not read for now.
   */
  letGo(outlet: Outlet): LetGo | undefined {
    const { tcp, clearHandle: handle, inlet } = outlet;
    const isAtRest =
      outlet.isClear && handle?.writeQueueSize === 0 && inlet?.isBetweenMessages !== false;
    if (!isAtRest || handle === undefined || !stopReading(tcp, handle)) return undefined;
    const { id, address, origin, host } = outlet;
    const pingIn = this.heartbeat.dueIn(outlet);
    tcp.off('data', onData);
    outlet.ended('transport close');
    const connection = { id, address, origin, host, offer: outlet.agreement.offer, pingIn };
    return { connection, handle, close: () => tcp.destroy() };
  }

  /**
   * Takes a connection that another process has let go of, as if its client joined now with this `auth`. Its handle is the
   * engine's from now on.
   */
  adopt(connection: HandedOver, handle: TcpHandle, auth: object): void {
    if (!this.door.readmit(connection.address)) return handle.close();
    const tcp = socketOn(handle);
    const outlet = AdoptedOutlet.of(connection, tcp, this, () => tcp.on('data', onData));
    this.admit(outlet, connection.pingIn);
    this.emit('connection', outlet);
    outlet.take(`0${JSON.stringify(auth)}`);
  }

  private admit(outlet: Outlet, pingIn?: number): void {
    const { tcp } = outlet;
    tcp.on('error', onError);
    tcp.on('end', onEnd);
    tcp.on('close', onClose);
    this.outlets.add(outlet);
    this.heartbeat.add(outlet, pingIn);
  }

  private flush(): void {
    for (const outlet of this.talking.splice(0)) outlet.flush();
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A socket that breaks before it has an outlet needs no handling, but an `error` event without a listener would
    // throw.
    socket.on('error', ignore);
    const entry = this.door.enter(request);
    if (entry.kind === 'refused') {
      const { status, why, afterSeconds } = entry;
      turnAway(socket, refused(status, why, [`Retry-After: ${afterSeconds}`]).answer, ignore);
      return;
    }
    const { address } = entry;
    const upgrade = answer(request);
    if (upgrade.kind === 'refused') {
      turnAway(socket, upgrade.answer, () => this.door.leave(address));
      return;
    }
    const tcp = socket as unknown as PlainTcp;
    const id = randomUUID();
    const outlet = new Outlet(id, tcp, upgrade.agreement, this, {
      address,
      origin: shared(request.headers.origin),
      host: shared(request.headers.host),
    });
    socket.off('error', ignore);
    tcp.on('data', onData);
    keepSession(outlet, request.headers.cookie);
    this.admit(outlet);
    // The handshake's answer and the `open` packet go out in one write.
    tcp.write(upgrade.answer + openFrame(id), 'latin1');
    this.emit('connection', outlet);
    if (head.length > 0) onData.call(tcp, head);
  }
}

/** A connection on its way to another process. */
export interface LetGo {
  readonly connection: HandedOver;
  readonly handle: TcpHandle;
  /** To be called when the other process has the handle: closes this one's. */
  readonly close: () => void;
}

function answer(request: IncomingMessage): Upgrade {
  return request.url?.startsWith(path) === true
    ? answerUpgrade(request)
    : refused('404 Not Found', `WebSockets are served under ${path}.`);
}

/**
 * The frame of the `open` packet as a latin1 string. The packet is below 126 bytes, so its length fits one byte (RFC
 * 6455 §5.2).
 */
function openFrame(sid: string): string {
  const open = { sid, upgrades: [], pingInterval, pingTimeout, maxPayload };
  const packet = `0${JSON.stringify(open)}`;
  return `\x81${String.fromCharCode(packet.length)}${packet}`;
}

// Handlers shared by all connections: closures would cost memory per connection.

function onData(this: PlainTcp, chunk: Buffer): void {
  const outlet = outletOf(this);
  if (outlet === undefined || !outlet.outbox.hearing.hears(outlet)) return;
  let rest: Buffer | undefined = chunk;
  if (outlet.inlet === undefined) {
    const short = readShortFrames(chunk, maxPayload);
    for (const text of short.texts) take(outlet, text);
    ({ rest } = short);
  }
  if (rest !== undefined && outlet.readyState === 'open') {
    outlet.inlet ??= new Inlet(outlet, maxPayload, (message) => take(outlet, message));
    if (!outlet.inlet.read(rest)) this.pause();
  }
  outlet.outbox.hearing.rest(outlet);
}

function onEnd(this: PlainTcp): void {
  this.end();
}

function onError(this: PlainTcp, error: Error): void {
  outletOf(this)?.ended('transport error', error);
}

function onClose(this: PlainTcp): void {
  outletOf(this)?.ended('transport close');
}

function ignore(): void {}

function take(outlet: Outlet, message: string | Buffer): void {
  if (!outlet.outbox.hearing.hears(outlet)) return;
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

/** A scheme, a host of 253 characters (RFC 1035 §2.3.4) and a port. */
const maxNameLength = 300;

/**
 * Most connections send the same few origins and hosts: one copy of each is kept. Above 1,000 texts all are dropped.
 */
const texts = new Map<string, string>();

function shared(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  // No real name is that long, and the text would stay in memory as long as the connection. 'null' matches no list.
  if (text.length > maxNameLength) return 'null';
  const known = texts.get(text);
  if (known !== undefined) return known;
  if (texts.size >= 1_000) texts.clear();
  texts.set(text, text);
  return text;
}
