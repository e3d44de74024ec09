import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { FollowersModule } from '../followers/followers.module.ts';
import { CrowdRunner } from '../followers/run/crowd-runner.ts';
import { Runner } from '../followers/run/runner.ts';
import { Leases } from '../followers/store/leases.ts';
import { UpstreamLeases } from '../log/upstreams/upstream-leases.ts';
import { measureUpstreams } from './upstream-metrics.ts';
import { FanOut } from '../gateway/fan-out/fan-out.ts';
import { GatewayModule } from '../gateway/gateway.module.ts';
import { Others } from '../gateway/others.ts';
import { EventStreams } from '../gateway/streams/event-streams.ts';
import { ReaderGateway } from '../gateway/sockets/reader.gateway.ts';
import { Config } from '../config.ts';
import { WrongKeys } from '../http/wrong-keys.ts';
import { Hub } from '../hub/hub.ts';
import { Siblings } from '../instances/siblings.ts';
import { MailNumbers } from '../mail/run/mail-numbers.ts';
import { PushNumbers } from '../push/run/push-numbers.ts';
import { measureFollowers } from './follower-metrics.ts';
import { LogCalls } from './log-calls.ts';
import { measureMail } from './mail-metrics.ts';
import { measurePush } from './push-metrics.ts';
import { MetricsDoor, publicPortOf } from './metrics-door.ts';
import { Metrics } from './metrics.ts';
import { OpsController } from './ops.controller.ts';
import { Scrape } from './scrape.ts';

/** Health and metrics, for operators. */
@Module({
  imports: [GatewayModule, FollowersModule],
  controllers: [OpsController],
  providers: [
    {
      provide: Metrics,
      useFactory: (
        fanOut: FanOut,
        gateway: ReaderGateway,
        streams: EventStreams,
        hub: Hub,
        calls: LogCalls,
        others: Others,
      ) => new Metrics(fanOut, gateway, streams, hub, calls, others),
      inject: [FanOut, ReaderGateway, EventStreams, Hub, LogCalls, Others],
    },
    {
      provide: Scrape,
      useFactory: (metrics: Metrics, siblings: Siblings) => new Scrape(metrics.registry, siblings),
      inject: [Metrics, Siblings],
    },
    {
      provide: MetricsDoor,
      useFactory: (config: Config, wrongKeys: WrongKeys) =>
        new MetricsDoor(config.metrics, publicPortOf(config), wrongKeys),
      inject: [Config, WrongKeys],
    },
  ],
})
export class OpsModule implements OnApplicationBootstrap {
  constructor(
    private readonly hub: Hub,
    private readonly metrics: Metrics,
    private readonly leases: Leases,
    private readonly upstreamLeases: UpstreamLeases,
    private readonly runner: Runner,
    private readonly crowdRunner: CrowdRunner,
    private readonly mailNumbers: MailNumbers,
    private readonly pushNumbers: PushNumbers,
  ) {}

  onApplicationBootstrap(): void {
    measureFollowers(this.metrics.registry, this.leases, [this.runner, this.crowdRunner]);
    measureUpstreams(this.metrics.registry, this.upstreamLeases);
    measureMail(this.metrics.registry, this.mailNumbers);
    measurePush(this.metrics.registry, this.pushNumbers);
    this.hub.listen({
      onChange: () => this.metrics.countChange(),
      onReset: () => this.metrics.countFork(),
    });
  }
}
