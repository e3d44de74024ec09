import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { FanOut } from '../gateway/fan-out.ts';
import { GatewayModule } from '../gateway/gateway.module.ts';
import { ReaderGateway } from '../gateway/reader.gateway.ts';
import { Hub } from '../hub/hub.ts';
import { Metrics } from './metrics.ts';
import { OpsController } from './ops.controller.ts';

/** What operators look at. */
@Module({
  imports: [GatewayModule],
  controllers: [OpsController],
  providers: [
    {
      provide: Metrics,
      useFactory: (fanOut: FanOut, gateway: ReaderGateway) => new Metrics(fanOut, gateway),
      inject: [FanOut, ReaderGateway],
    },
  ],
})
export class OpsModule implements OnApplicationBootstrap {
  constructor(
    private readonly hub: Hub,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.hub.listen({
      onChange: () => this.metrics.countChange(),
      onReset: () => this.metrics.countFork(),
    });
  }
}
