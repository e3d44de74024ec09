import {
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Bus, type Undo } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { FollowersModule } from '../followers/followers.module.ts';
import { CrowdRunner } from '../followers/run/crowd-runner.ts';
import { SafeClient } from '../followers/send/safe-client.ts';
import { Addresses } from '../http/addresses.ts';
import { HubController } from './api/hub.controller.ts';
import { HubLimits } from './api/hub-limits.ts';
import type { HubParts } from './open-hub.ts';
import { Verifier } from './run/verifier.ts';
import { SiteDocuments } from './site-documents.ts';
import { HubRequests } from './store/hub-requests.ts';

const logger = new Logger('WebSub');
const onError = (error: unknown): void => logger.warn(String(error));

/** The feeds that were looked at: the public hub is told of the public ones among them. */
class PublicHub {
  known: ReadonlySet<string> = new Set();
}

export const hubControllers = [HubController];

/** The hub of this server's feeds (WebSub). Without a public address it refuses. */
@Module({})
export class WebSubModule implements OnApplicationBootstrap, OnModuleDestroy {
  private undoBus: Undo | undefined;

  constructor(
    private readonly verifier: Verifier,
    private readonly bus: Bus,
    private readonly publicHub: PublicHub,
    private readonly config: Config,
  ) {}

  static of({ documents, requests, subscriptions }: HubParts): DynamicModule {
    return {
      module: WebSubModule,
      imports: [FollowersModule],
      controllers: hubControllers,
      providers: [
        { provide: SiteDocuments, useValue: documents },
        { provide: HubRequests, useValue: requests },
        PublicHub,
        {
          provide: HubLimits,
          useFactory: (addresses: Addresses) => new HubLimits(addresses),
          inject: [Addresses],
        },
        {
          provide: Verifier,
          useFactory: (
            client: SafeClient,
            runner: CrowdRunner,
            publicHub: PublicHub,
            { websubHub }: Config,
          ) => {
            const onChange = () => runner.poll();
            const upkeep = async () => {
              await subscriptions.sweep();
              const known = await subscriptions.usePublicHub(websubHub);
              if (known.size > publicHub.known.size) onChange();
              publicHub.known = known;
            };
            const parts = { requests, subscriptions, documents, client, upkeep };
            return new Verifier({ ...parts, onChange, onError });
          },
          inject: [SafeClient, CrowdRunner, PublicHub, Config],
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.verifier.look();
    if (this.config.websubHub === undefined) return;
    // A feed's first change: the public hub is told of it at once, and not at the next look.
    this.undoBus = this.bus.onAnnouncement(({ feed }) => {
      if (!this.publicHub.known.has(feed)) this.verifier.look();
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.undoBus?.();
    await this.verifier.close();
  }
}
