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
import { Bus } from '../bus/bus.ts';
import { LogClock } from '../gateway/numbers/log-clock.ts';
import { RefusalReport } from '../http/refusal-report.ts';
import { LogReads } from '../log/log-reads.ts';
import { measureLog } from './log-metrics.ts';
import { measureReaders } from './reader-metrics.ts';
import { sizesOf } from './readers-by-feed.ts';
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
      useFactory: (clock: LogClock) => new Metrics(clock),
      inject: [LogClock],
    },
    {
      provide: Scrape,
      useFactory: (metrics: Metrics, siblings: Siblings, fanOut: FanOut, streams: EventStreams) =>
        new Scrape(metrics.registry, siblings, sizesOf(fanOut, streams)),
      inject: [Metrics, Siblings, FanOut, EventStreams],
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
    private readonly log: LogReads,
    private readonly bus: Bus,
    private readonly calls: LogCalls,
    private readonly metrics: Metrics,
    private readonly fanOut: FanOut,
    private readonly gateway: ReaderGateway,
    private readonly streams: EventStreams,
    private readonly others: Others,
    private readonly refusals: RefusalReport,
    private readonly leases: Leases,
    private readonly upstreamLeases: UpstreamLeases,
    private readonly runner: Runner,
    private readonly crowdRunner: CrowdRunner,
    private readonly mailNumbers: MailNumbers,
    private readonly pushNumbers: PushNumbers,
  ) {}

  onApplicationBootstrap(): void {
    const { fanOut, gateway, streams, others, refusals } = this;
    const { registry } = this.metrics;
    measureReaders(registry, { fanOut, gateway, streams, others, refusals });
    measureLog(registry, this.hub, this.log, this.bus, this.calls);
    measureFollowers(registry, this.leases, [this.runner, this.crowdRunner]);
    measureUpstreams(registry, this.upstreamLeases);
    measureMail(registry, this.mailNumbers);
    measurePush(registry, this.pushNumbers);
    this.hub.listen({
      onChange: (change) => this.metrics.countChange(change),
      onReset: () => this.metrics.countFork(),
    });
  }
}
