import type { Server as HttpServer } from 'node:http';
import { bindSocketIo, type ReaderServer } from './bind-socket-io.ts';
import type { Door } from './door.ts';
import { ReaderEngine } from './reader-engine.ts';
import { stockSocketIo } from './stock/stock-engine.ts';

/** Socket.IO, on one engine or the other. Also the injection token. */
export abstract class SocketIo {
  /** Takes the WebSockets that come to `http`, as far as the door lets them in. */
  abstract serve(http: HttpServer): ReaderServer;

  /** Our engine, when it serves; undefined on the other. */
  get engine(): ReaderEngine | undefined {
    return undefined;
  }
}

export class OnOurEngine extends SocketIo {
  private served: ReaderEngine | undefined;

  constructor(private readonly door: Door) {
    super();
  }

  override serve(http: HttpServer): ReaderServer {
    this.served = new ReaderEngine(this.door);
    return bindSocketIo(this.served, http);
  }

  override get engine(): ReaderEngine | undefined {
    return this.served;
  }
}

export class OnStockEngine extends SocketIo {
  constructor(private readonly door: Door) {
    super();
  }

  override serve(http: HttpServer): ReaderServer {
    return stockSocketIo(this.door, http);
  }
}
