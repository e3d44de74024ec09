import type { Server } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { bindSocketIo, type ReaderServer } from '../engine/bind-socket-io.ts';
import type { ReaderEngine } from '../engine/reader-engine.ts';

/** Nest's gateways on our engine, without the observables it otherwise keeps for each connection. */
export class ReaderAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly engine: ReaderEngine,
  ) {
    super(app);
  }

  override createIOServer(): ReaderServer {
    return bindSocketIo(this.engine, this.httpServer as Server);
  }

  /** The gateway listens by itself (see ReaderGateway.afterInit). */
  override bindClientConnect(): void {}

  override bindClientDisconnect(): void {}
}
