import { Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.ts';
import { Publisher } from '../admin/publisher.ts';
import { Bus } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { UpstreamLeases } from '../log/upstreams/upstream-leases.ts';
import { Upstreams } from '../log/upstreams/upstreams.ts';
import { UpstreamDoor } from './api/upstream-door.ts';
import { UpstreamsController } from './api/upstreams.controller.ts';
import { remoteClient } from '../remote/remote-client.ts';
import { UpstreamRunner } from './run/upstream-runner.ts';

const logger = new Logger('Upstreams');
const onError = (error: unknown): void => logger.warn(String(error));

/** Where news of other newsrooms come in. */
@Module({
  imports: [AdminModule],
  controllers: [UpstreamsController],
  providers: [
    {
      provide: UpstreamDoor,
      useFactory: ({ followersAllowPrivate }: Config, upstreams: Upstreams) =>
        new UpstreamDoor(remoteClient(followersAllowPrivate), upstreams),
      inject: [Config, Upstreams],
    },
    {
      provide: UpstreamRunner,
      useFactory: (
        leases: UpstreamLeases,
        publisher: Publisher,
        bus: Bus,
        { followersAllowPrivate }: Config,
      ) =>
        new UpstreamRunner({
          leases,
          client: remoteClient(followersAllowPrivate),
          tell: {
            appended: (appended) => void publisher.announced(appended),
            draft: ({ feed, name }, id, act) =>
              bus.notify({ kind: 'draft', feed, id, act, by: name }),
          },
          onError,
        }),
      inject: [UpstreamLeases, Publisher, Bus, Config],
    },
  ],
  exports: [UpstreamRunner],
})
export class UpstreamsModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly runner: UpstreamRunner) {}

  onApplicationBootstrap(): void {
    this.runner.open();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner.close();
  }
}
