import { Global, Logger, Module, type DynamicModule } from '@nestjs/common';
import { Bus } from './bus/bus.ts';
import { Config } from './config.ts';
import { GatewayModule } from './gateway/gateway.module.ts';
import { Addresses } from './http/addresses.ts';
import { RefusalReport } from './http/refusal-report.ts';
import { Hub } from './hub/hub.ts';
import { Siblings } from './instances/siblings.ts';
import { LogReads } from './log/log-reads.ts';
import { MediaShelf } from './media/media-shelf.ts';
import { RelayOpsModule } from './ops/relay-ops.module.ts';
import { FeedGate } from './reading/signed/feed-gate.ts';
import { MailFeeds, PushFeeds } from './reading/offered-feeds.ts';
import { Mirrors } from './relay/mirrors/mirrors.ts';
import { Upstream } from './relay/upstream.ts';
import { Search } from './search/search.ts';
import { SiteModule } from './site/site.module.ts';

/** The parts of a relay: those of readers alone. */
export interface RelayParts {
  readonly config: Config;
  readonly log: LogReads;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly upstream: Upstream;
  readonly mirrors: Mirrors;
  readonly search: Search;
  readonly mediaShelf: MediaShelf;
  readonly addresses: Addresses;
  readonly refusals: RefusalReport;
  readonly siblings: Siblings;
}

/** Provides the parts to all modules. */
@Global()
@Module({})
class RelayPartsModule {
  static of(parts: RelayParts): DynamicModule {
    const providers = [
      { provide: Config, useValue: parts.config },
      { provide: LogReads, useValue: parts.log },
      { provide: Bus, useValue: parts.bus },
      { provide: Hub, useValue: parts.hub },
      { provide: Upstream, useValue: parts.upstream },
      { provide: Mirrors, useValue: parts.mirrors },
      { provide: Search, useValue: parts.search },
      { provide: MediaShelf, useValue: parts.mediaShelf },
      { provide: Addresses, useValue: parts.addresses },
      { provide: RefusalReport, useValue: parts.refusals },
      { provide: Siblings, useValue: parts.siblings },
      { provide: FeedGate, useValue: new FeedGate(undefined) },
      // A relay offers its readers nothing that they would have to be remembered for.
      { provide: MailFeeds, useValue: new MailFeeds() },
      { provide: PushFeeds, useValue: new PushFeeds() },
    ];
    return { module: RelayPartsModule, providers, exports: providers };
  }
}

/** The wiring of a relay: the ways out to readers, as they are everywhere. */
@Module({})
export class RelayModule {
  static of(parts: RelayParts): DynamicModule {
    return {
      module: RelayModule,
      imports: [RelayPartsModule.of(parts), GatewayModule, SiteModule, RelayOpsModule],
      providers: [Logger],
    };
  }
}
