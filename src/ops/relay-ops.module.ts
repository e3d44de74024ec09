import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { FanOut } from '../gateway/fan-out/fan-out.ts';
import { GatewayModule } from '../gateway/gateway.module.ts';
import { Others } from '../gateway/others.ts';
import { ReaderGateway } from '../gateway/sockets/reader.gateway.ts';
import { EventStreams } from '../gateway/streams/event-streams.ts';
import { Config } from '../config.ts';
import { Addresses } from '../http/addresses.ts';
import { RefusalReport } from '../http/refusal-report.ts';
import { WrongKeys } from '../http/wrong-keys.ts';
import { Bus } from '../bus/bus.ts';
import { LogReads } from '../log/log-reads.ts';
import { measureLog } from './log-metrics.ts';
import { measureReaders } from './reader-metrics.ts';
import { sizesOf } from './readers-by-feed.ts';
import { Hub } from '../hub/hub.ts';
import { Siblings } from '../instances/siblings.ts';
import { Mirrors } from '../relay/mirrors/mirrors.ts';
import { Upstream } from '../relay/upstream.ts';
import { LogCalls } from './log-calls.ts';
import { MetricsDoor, publicPortOf } from './metrics-door.ts';
import { Metrics } from './metrics.ts';
import { measureRelay } from './relay-metrics.ts';
import { RelayOpsController } from './relay-ops.controller.ts';
import { Scrape } from './scrape.ts';

/** Health and metrics of a relay. */
@Module({
  imports: [GatewayModule],
  controllers: [RelayOpsController],
  providers: [
    {
      provide: Metrics,
      // The log's clock is far away: asking for it would cost the upstream a call.
      useFactory: () => new Metrics({ nowMs: undefined }),
    },
    {
      provide: Scrape,
      useFactory: (metrics: Metrics, siblings: Siblings, fanOut: FanOut, streams: EventStreams) =>
        new Scrape(metrics.registry, siblings, sizesOf(fanOut, streams)),
      inject: [Metrics, Siblings, FanOut, EventStreams],
    },
    {
      provide: MetricsDoor,
      useFactory: (config: Config, addresses: Addresses, refusals: RefusalReport) =>
        new MetricsDoor(
          config.metrics,
          publicPortOf(config),
          new WrongKeys(addresses, undefined, refusals),
        ),
      inject: [Config, Addresses, RefusalReport],
    },
  ],
})
export class RelayOpsModule implements OnApplicationBootstrap {
  constructor(
    private readonly hub: Hub,
    private readonly log: LogReads,
    private readonly bus: Bus,
    private readonly metrics: Metrics,
    private readonly fanOut: FanOut,
    private readonly gateway: ReaderGateway,
    private readonly streams: EventStreams,
    private readonly others: Others,
    private readonly refusals: RefusalReport,
    private readonly upstream: Upstream,
    private readonly mirrors: Mirrors,
  ) {}

  onApplicationBootstrap(): void {
    const { fanOut, gateway, streams, others, refusals } = this;
    const { registry } = this.metrics;
    measureReaders(registry, { fanOut, gateway, streams, others, refusals });
    measureLog(registry, this.hub, this.log, this.bus, new LogCalls());
    measureRelay(registry, this.upstream, this.mirrors);
    this.hub.listen({
      onChange: (change) => this.metrics.countChange(change),
      onReset: () => this.metrics.countFork(),
    });
  }
}
