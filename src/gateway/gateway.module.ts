import { Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Bus, type Undo } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { Addresses } from '../http/addresses.ts';
import { ReadLimits } from '../http/read-limits.ts';
import { RefusalReport } from '../http/refusal-report.ts';
import { Hub } from '../hub/hub.ts';
import { LogReads } from '../log/log-reads.ts';
import { Drain } from './drain.ts';
import { OnOurEngine, OnStockEngine, SocketIo } from './engine/socket-io.ts';
import { FrontDoor } from './front-door.ts';
import { LongPollingController } from './api/long-polling.controller.ts';
import { FanOut } from './fan-out/fan-out.ts';
import { HeadMessages } from './numbers/head-messages.ts';
import { LogClock } from './numbers/log-clock.ts';
import { ReportController } from './numbers/report.controller.ts';
import { Sampling } from './numbers/sampling.ts';
import { ScreenTimes } from './numbers/screen-times.ts';
import { openPath } from './fan-out/open-path.ts';
import { Path } from './fan-out/path.ts';
import { EventStreams } from './streams/event-streams.ts';
import { FeedMoments } from '../reading/feed-moments.ts';
import { FeedReader } from '../reading/feed-reader.ts';
import { FeedSearch } from '../reading/feed-search.ts';
import { Search } from '../search/search.ts';
import { FeedSearchController } from './api/search.controller.ts';
import { LogSegments } from './api/log-segments.ts';
import { LogController } from './api/log.controller.ts';
import { ReaderController } from './api/reader.controller.ts';
import { StreamController } from './streams/stream.controller.ts';
import { TempoController } from './api/tempo.controller.ts';
import { Tempos } from '../reading/tempos.ts';
import { PastMarks, TakedownMarks } from '../reading/takedown-marks.ts';
import { HandOver } from './hand-over/hand-over.ts';
import { Others } from './others.ts';
import { Spread } from './spread.ts';
import { ReaderGateway } from './sockets/reader.gateway.ts';

/** The live way out: sockets, streams and the readers' HTTP interface. */
@Module({
  controllers: [
    ReaderController,
    LogController,
    TempoController,
    FeedSearchController,
    StreamController,
    LongPollingController,
    ReportController,
  ],
  providers: [
    ReaderGateway,
    {
      provide: Path,
      useFactory: ({ fanOut }: Config) => {
        const logger = new Logger('FanOut');
        return openPath(fanOut, (text) => logger.warn(text));
      },
      inject: [Config],
    },
    { provide: FanOut, useFactory: (path: Path) => new FanOut(path), inject: [Path] },
    {
      provide: Drain,
      useFactory: (sockets: ReaderGateway, streams: EventStreams, spread: Spread, others: Others) =>
        new Drain(sockets, streams, spread, others),
      inject: [ReaderGateway, EventStreams, Spread, Others],
    },
    { provide: Others, useFactory: (bus: Bus) => new Others(bus), inject: [Bus] },
    {
      provide: Spread,
      useFactory: (others: Others, fanOut: FanOut) => {
        const spread = new Spread(others);
        spread.add(() => fanOut.connections);
        return spread;
      },
      inject: [Others, FanOut],
    },
    {
      provide: HandOver,
      useFactory: (socketIo: SocketIo, fanOut: FanOut, hub: Hub) =>
        new HandOver(socketIo, fanOut, hub),
      inject: [SocketIo, FanOut, Hub],
    },
    {
      provide: FrontDoor,
      useFactory: (
        addresses: Addresses,
        { connectionsPerAddress }: Config,
        report: RefusalReport,
      ) => new FrontDoor(addresses, connectionsPerAddress, report),
      inject: [Addresses, Config, RefusalReport],
    },
    {
      provide: ReadLimits,
      useFactory: (addresses: Addresses, { readsPerAddress }: Config, report: RefusalReport) =>
        new ReadLimits(addresses, readsPerAddress, report),
      inject: [Addresses, Config, RefusalReport],
    },
    {
      provide: SocketIo,
      useFactory: (door: FrontDoor, { fanOut }: Config) =>
        fanOut === 'stock' ? new OnStockEngine(door) : new OnOurEngine(door),
      inject: [FrontDoor, Config],
    },
    {
      provide: FeedReader,
      useFactory: (hub: Hub, log: LogReads) => new FeedReader(hub, log),
      inject: [Hub, LogReads],
    },
    {
      provide: FeedSearch,
      useFactory: (search: Search) => new FeedSearch(search),
      inject: [Search],
    },
    { provide: Tempos, useFactory: (log: LogReads) => new Tempos(log), inject: [LogReads] },
    {
      provide: TakedownMarks,
      useFactory: (hub: Hub, log: LogReads) => new TakedownMarks(hub, log),
      inject: [Hub, LogReads],
    },
    {
      provide: FeedMoments,
      useFactory: (hub: Hub, log: LogReads) => new FeedMoments(hub, log, new PastMarks(hub, log)),
      inject: [Hub, LogReads],
    },
    {
      provide: LogSegments,
      useFactory: (hub: Hub, log: LogReads, marks: TakedownMarks) =>
        new LogSegments(hub, log, marks),
      inject: [Hub, LogReads, TakedownMarks],
    },
    {
      provide: Sampling,
      useFactory: (fanOut: FanOut) => new Sampling((feed) => fanOut.readersOf(feed)),
      inject: [FanOut],
    },
    {
      provide: EventStreams,
      useFactory: (hub: Hub, path: Path, heads: HeadMessages, spread: Spread) => {
        const logger = new Logger('Streams');
        const streams = new EventStreams(hub, path, heads, spread, (error) => logger.error(error));
        spread.add(() => streams.count);
        return streams;
      },
      inject: [Hub, Path, HeadMessages, Spread],
    },
    {
      provide: HeadMessages,
      useFactory: (sampling: Sampling, spread: Spread, hub: Hub) =>
        new HeadMessages(sampling, spread, hub),
      inject: [Sampling, Spread, Hub],
    },
    { provide: LogClock, useFactory: (log: LogReads) => new LogClock(log), inject: [LogReads] },
    { provide: ScreenTimes, useFactory: () => new ScreenTimes() },
  ],
  exports: [
    Drain,
    HandOver,
    Others,
    SocketIo,
    EventStreams,
    FanOut,
    LogClock,
    ReaderGateway,
    Sampling,
    ScreenTimes,
  ],
})
export class GatewayModule implements OnApplicationBootstrap, OnModuleDestroy {
  private undoBus: Undo | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly sockets: ReaderGateway,
    private readonly streams: EventStreams,
  ) {}

  onApplicationBootstrap(): void {
    this.undoBus = this.bus.onNotice(({ kind }) => {
      if (kind !== 'rights') return;
      this.sockets.askInsidersSoon();
      this.streams.passes.askInsidersSoon();
    });
  }

  onModuleDestroy(): void {
    this.undoBus?.();
  }
}
