import { protocolVersion, type Handshake } from '../../feed/messages.ts';
import { positionOf } from '../../feed/position.ts';
import type { Hub } from '../../hub/hub.ts';
import { isAlone, type ReaderSocket } from '../engine/bind-socket-io.ts';
import type { HandedOver } from '../engine/handed-over.ts';
import { Outlet } from '../engine/outlet.ts';
import type { TcpHandle } from '../engine/plain-tcp.ts';
import type { LetGo, ReaderEngine } from '../engine/reader-engine.ts';
import type { SocketIo } from '../engine/socket-io.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import { Reader } from '../sockets/reader.ts';

/** A reader's connection, and what its client would say if it joined now. */
interface HandedReader {
  readonly connection: HandedOver;
  readonly auth: Handshake;
}

/** Gives a reader's connection to the successor; false: it did not get there. */
type Give = (reader: unknown, handle: TcpHandle) => Promise<boolean>;

/** How many connections are on their way at the same time: each is a descriptor in up to three processes. */
const atOnce = 32;
/** For so long connections are looked at again that were not at rest. */
const patienceMs = 1_000;
const lookMs = 20;

/**
 * Hands the readers' WebSockets over to the process that takes this one's place, so that no reader reconnects. A connection
 * goes when it is at rest: every message is written, none is half read, and its reader has all of its feeds up to their
 * positions here. The successor reads on where this process stopped, and catches the reader up by those positions. Streams,
 * editors, readers that lag, and connections that do not come to rest stay, and are sent away by the drain.
 */
export class HandOver {
  constructor(
    private readonly socketIo: SocketIo,
    private readonly fanOut: Pick<FanOut, 'sockets' | 'isIdle'>,
    private readonly hub: Pick<Hub, 'held'>,
  ) {}

  /** Resolves when every connection that can go has gone, and at once when one did not get there. */
  async run(give: Give): Promise<void> {
    const { engine } = this.socketIo;
    // Only Linux is tried.
    if (engine === undefined || process.platform !== 'linux') return;
    let endMs = Infinity;
    while (performance.now() < endMs) {
      if (!(await this.round(engine, give))) return;
      endMs = Math.min(endMs, performance.now() + patienceMs);
      await new Promise((done) => setTimeout(done, lookMs));
    }
  }

  /** Takes a connection that another process handed over. */
  adopt(reader: unknown, handle: TcpHandle): void {
    const { engine } = this.socketIo;
    const { connection, auth } = reader as HandedReader;
    if (engine === undefined) handle.close();
    else engine.adopt(connection, handle, auth);
  }

  /** Goes through all connections once. True: some were not at rest, and it is worth looking again. */
  private async round(engine: ReaderEngine, give: Give): Promise<boolean> {
    const sockets = [...this.fanOut.sockets];
    let stayed = 0;
    while (sockets.length > 0) {
      // While a message is being sent, nobody knows which readers have it.
      while (!this.fanOut.isIdle) await new Promise((done) => setImmediate(done));
      const leaving: { readonly letGo: LetGo; readonly auth: Handshake }[] = [];
      // One synchronous block: no change comes between a reader's positions and its leaving.
      for (const socket of sockets.splice(0, atOnce)) {
        const auth = this.authOf(socket);
        const letGo = auth && engine.letGo(socket.conn as unknown as Outlet);
        if (auth === undefined || letGo === undefined) stayed += 1;
        else leaving.push({ letGo, auth });
      }
      const passed = await Promise.all(
        leaving.map(async ({ letGo: { connection, handle, close }, auth }) => {
          const isPassed = await give({ connection, auth } satisfies HandedReader, handle);
          close();
          return isPassed;
        }),
      );
      if (passed.includes(false)) return false;
    }
    return stayed > 0;
  }

  /** What the reader on this connection follows, and where it stands; undefined when that is not all of it. */
  private authOf(socket: ReaderSocket): Handshake | undefined {
    const reader: unknown = socket.data;
    const conn: unknown = socket.conn;
    if (!(reader instanceof Reader) || !(conn instanceof Outlet) || !isAlone(socket)) return;
    // Whose token is looked at stays, and connects anew with it.
    if (reader.subscriptions.some(({ endsAtMs }) => endsAtMs !== undefined)) return;
    const subs = reader.subscriptions.map(({ feed, index }) => {
      const held = this.hub.held(feed);
      // Outside the fan-out it waits for an answer, or lags.
      return held === undefined || index < 0 ? undefined : { feed, ...positionOf(held) };
    });
    if (!subs.every((sub) => sub !== undefined)) return undefined;
    // A site's name that is an origin came from a frame, or is the connection's own.
    return { v: protocolVersion, subs, ...(reader.site.includes(':') && { site: reader.site }) };
  }
}
