import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Undo } from '../../bus/bus.ts';
import { Config } from '../../config.ts';
import { RefusalReport } from '../../http/refusal-report.ts';
import { Hub } from '../../hub/hub.ts';
import { HeadMessages } from '../numbers/head-messages.ts';
import type { Departure } from '../departure.ts';
import { Others } from '../others.ts';
import { Beacon } from './beacon.ts';
import { FanOut } from '../fan-out/fan-out.ts';
import type { ReaderServer } from '../engine/bind-socket-io.ts';
import { FeedGate } from '../../reading/signed/feed-gate.ts';
import { Readers } from './readers.ts';

/**
 * Delivery over Socket.IO (PROTOCOL.md §2), on our own engine (see ReaderAdapter). Any instance serves any reader, so
 * no sticky sessions are needed. Positions replace Socket.IO's connection state recovery, and the bus replaces its
 * Redis adapter. @SubscribeMessage is not used: it costs 4 KB of memory per reader and handler.
 */
@WebSocketGateway()
export class ReaderGateway implements OnGatewayInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Gateway');
  private readonly readers: Readers;
  private readonly beacon: Beacon;
  private undoHub: Undo | undefined;
  private undoOthers: Undo | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly fanOut: FanOut,
    headMessages: HeadMessages,
    private readonly others: Others,
    config: Config,
    refusals: RefusalReport,
    gate: FeedGate,
  ) {
    const report = (error: unknown) => this.logger.error(error);
    this.readers = new Readers(
      hub,
      fanOut,
      config.publicOrigin,
      headMessages,
      report,
      refusals,
      gate,
    );
    this.beacon = new Beacon(hub, fanOut, headMessages);
  }

  afterInit(server: ReaderServer): void {
    server.on('connection', (socket) => this.readers.connect(socket));
    this.fanOut.open(server, (subscriber, position) => this.readers.setAside(subscriber, position));
    this.undoHub = this.hub.listen({
      onChange: (change) => {
        if (change.kind === 'feed') this.readers.passes.learn(change.feed, change.info);
        this.fanOut.change(change);
      },
      onReset: (feed, snapshot) => {
        this.readers.passes.learn(feed, snapshot.info);
        this.fanOut.restart(feed, { ...snapshot, reset: 'fork' });
      },
    });
  }

  /** The number of readers that are lagging now. */
  get laggingReaders(): number {
    return this.readers.laggingReaders;
  }

  /** Somebody of the newsroom may read no more. */
  askInsidersSoon(): void {
    this.readers.passes.askInsidersSoon();
  }

  sendAway(departure: Departure): void {
    this.readers.sendAway(departure);
  }

  onApplicationBootstrap(): void {
    this.beacon.open();
    this.readers.passes.open();
    this.undoOthers = this.others.open();
  }

  onModuleDestroy(): void {
    this.beacon.close();
    this.readers.passes.close();
    this.undoHub?.();
    this.undoOthers?.();
  }
}
