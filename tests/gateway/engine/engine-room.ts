import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Change } from '../../../src/feed/change.ts';
import { bindSocketIo, ownOutletOf } from '../../../src/gateway/engine/bind-socket-io.ts';
import type { Outlet } from '../../../src/gateway/engine/outlet.ts';
import { ReaderEngine } from '../../../src/gateway/engine/reader-engine.ts';
import type { OnLagging } from '../../../src/gateway/fan-out/audience.ts';
import { FanOut } from '../../../src/gateway/fan-out/fan-out.ts';
import { Message } from '../../../src/gateway/fan-out/message.ts';
import type { Path } from '../../../src/gateway/fan-out/path.ts';

/** Engine and fan-out alone, on a free port: every connection reads the feed "f" from then on. */
export class EngineRoom implements AsyncDisposable {
  readonly fanOut: FanOut;
  /** The outlets of the open connections. */
  readonly outlets = new Set<Outlet>();
  /** The packets of all changes so far; that of seq 1 is at index 0. */
  readonly packets: string[] = [];
  readonly http: Server = createServer();
  private readonly server = bindSocketIo(new ReaderEngine(), this.http);

  private constructor(path: Path) {
    this.fanOut = new FanOut(path);
    this.fanOut.open(this.server, this.onLagging);
    this.server.on('connection', (socket) => {
      const outlet = ownOutletOf(socket);
      const subscriber = { feed: 'f', outlet, index: -1 };
      this.outlets.add(outlet);
      this.fanOut.join(subscriber);
      socket.once('disconnect', () => {
        this.outlets.delete(outlet);
        this.fanOut.leave(subscriber);
      });
    });
  }

  static async open(path: Path): Promise<EngineRoom> {
    const room = new EngineRoom(path);
    await new Promise<void>((done) => room.http.listen(0, '127.0.0.1', () => done()));
    return room;
  }

  get port(): number {
    return (this.http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Broadcasts the next change, which is sent at the end of this turn, and returns it. */
  say(note: string): Change {
    const seq = this.packets.length + 1;
    const row = { feed: 'f', epoch: 'e', seq, tag: `t${seq}`, prev: `t${seq - 1}`, at: 'now' };
    const change: Change = { ...row, kind: 'unpin', id: note };
    this.packets.push(Message.of('change', change).packet);
    this.fanOut.change(change);
    return change;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.http.closeAllConnections();
    await this.server.close();
    this.http.close();
  }

  /** When a lagging reader has read all waiting bytes, sends what it missed, and joins it again. */
  private readonly onLagging: OnLagging = (subscriber, { seq }) => {
    const outlet = subscriber.outlet as Outlet;
    outlet.onDrained(() => {
      for (const packet of this.packets.slice(seq)) outlet.write(packet);
      this.fanOut.join(subscriber);
    });
  };
}
