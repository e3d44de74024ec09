import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Undo } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { Hub } from '../hub/hub.ts';
import { Admission } from './admission.ts';
import { Beacon } from './beacon.ts';
import { Drain } from './drain.ts';
import { FanOut } from './fan-out/fan-out.ts';
import type { ReaderServer } from './fan-out/outlet.ts';
import { frontDoor } from './front-door.ts';
import { Readers } from './readers.ts';

/**
 * The way out over Socket.IO (PROTOCOL.md §2). Any instance serves any reader, so no sticky sessions; no
 * connection state recovery, no Redis adapter: positions and the bus are ours. Plain functions on the
 * socket instead of @SubscribeMessage, which costs 4 KB of memory per reader and handler.
 */
@WebSocketGateway({
  transports: ['websocket'],
  serveClient: false,
  maxHttpBufferSize: 16_384,
  perMessageDeflate: false,
  pingInterval: 25_000,
  pingTimeout: 20_000,
  connectTimeout: 10_000,
})
export class ReaderGateway implements OnGatewayInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Gateway');
  private readonly readers: Readers;
  private readonly beacon: Beacon;
  private undoHub: Undo | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
    private readonly drain: Drain,
    config: Config,
  ) {
    this.readers = new Readers(hub, fanOut, config.publicUrl, (error) => this.logger.error(error));
    this.beacon = new Beacon(hub, fanOut);
  }

  afterInit(server: ReaderServer): void {
    server.engine.use(frontDoor(new Admission(), this.drain));
    server.on('connection', (socket) => this.readers.connect(socket));
    this.fanOut.open(server, (subscriber, position) => this.readers.setAside(subscriber, position));
    this.undoHub = this.hub.listen({
      onChange: (change) => this.fanOut.change(change),
      onReset: (feed, snapshot) => this.fanOut.restart(feed, { ...snapshot, reset: 'fork' }),
    });
  }

  /** Readers that do not keep up, just now. */
  get laggingReaders(): number {
    return this.readers.laggingReaders;
  }

  onApplicationBootstrap(): void {
    this.beacon.open();
  }

  onModuleDestroy(): void {
    this.beacon.close();
    this.undoHub?.();
  }
}
