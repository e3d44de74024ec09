import type { Server } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { ReaderServer } from '../engine/bind-socket-io.ts';
import type { SocketIo } from '../engine/socket-io.ts';

/** Nest's gateways on the engine that is chosen, without the observables it otherwise keeps for each connection. */
export class ReaderAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly socketIo: SocketIo,
  ) {
    super(app);
  }

  override createIOServer(): ReaderServer {
    return this.socketIo.serve(this.httpServer as Server);
  }

  /** Nothing to bind: the gateway adds its own listener (see ReaderGateway.afterInit). */
  override bindClientConnect(): void {}

  override bindClientDisconnect(): void {}
}
