import {
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.ts';
import { FollowersModule } from '../followers/followers.module.ts';
import { SafeClient } from '../followers/send/safe-client.ts';
import { Addresses } from '../http/addresses.ts';
import type { CountTogether } from '../http/wrong-keys.ts';
import { Log } from '../log/log.ts';
import { AskLimits, pushAsks } from '../outbox/ask-limits.ts';
import { PushFeeds } from '../reading/offered-feeds.ts';
import { SiteModule } from '../site/site.module.ts';
import { PushController } from './api/push.controller.ts';
import { PushSubscriptionsController } from './api/push-subscriptions.controller.ts';
import { PushWorkerController } from './api/push-worker.controller.ts';
import type { PushParts } from './open-push.ts';
import { Sender } from './run/sender.ts';
import { Writer } from './run/writer.ts';
import { PushServices } from './send/push-service.ts';
import { Vapid } from './send/vapid.ts';
import { PushAudience } from './store/audience.ts';
import { Browsers } from './store/browsers.ts';

const logger = new Logger('Push');
const onError = (error: unknown): void => logger.warn(String(error));

export const pushControllers = [PushController, PushSubscriptionsController, PushWorkerController];

/** News for browsers that asked for it. Part of the server where PUSH_KEY is set. */
@Module({})
export class PushModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly sender: Sender) {}

  static of(
    { settings, keys, browsers, pushes, pauses, audience, numbers }: PushParts,
    together: CountTogether | undefined,
  ): DynamicModule {
    return {
      module: PushModule,
      imports: [AdminModule, FollowersModule, SiteModule],
      controllers: pushControllers,
      providers: [
        { provide: PushAudience, useValue: audience },
        { provide: Browsers, useValue: browsers },
        {
          provide: AskLimits,
          useFactory: (addresses: Addresses) => new AskLimits(addresses, together, pushAsks),
          inject: [Addresses],
        },
        {
          provide: Sender,
          useFactory: (log: Log, client: SafeClient, pushFeeds: PushFeeds) =>
            new Sender({
              pushes,
              pauses,
              browsers,
              audience,
              writer: new Writer({ log, keys }),
              services: new PushServices(client, new Vapid(settings.contact)),
              numbers,
              onOpenFeeds: (feeds) => pushFeeds.set(feeds),
              onError,
            }),
          inject: [Log, SafeClient, PushFeeds],
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.sender.look();
  }

  async onModuleDestroy(): Promise<void> {
    await this.sender.close();
  }
}
