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
      useFactory: (
        fanOut: FanOut,
        gateway: ReaderGateway,
        streams: EventStreams,
        hub: Hub,
        others: Others,
      ) => new Metrics(fanOut, gateway, streams, hub, new LogCalls(), others),
      inject: [FanOut, ReaderGateway, EventStreams, Hub, Others],
    },
    {
      provide: Scrape,
      useFactory: (metrics: Metrics, siblings: Siblings) => new Scrape(metrics.registry, siblings),
      inject: [Metrics, Siblings],
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
    private readonly metrics: Metrics,
    private readonly upstream: Upstream,
    private readonly mirrors: Mirrors,
  ) {}

  onApplicationBootstrap(): void {
    measureRelay(this.metrics.registry, this.upstream, this.mirrors);
    this.hub.listen({
      onChange: () => this.metrics.countChange(),
      onReset: () => this.metrics.countFork(),
    });
  }
}
