import { Global, Logger, Module, type DynamicModule } from '@nestjs/common';
import { AdminModule } from './admin/admin.module.ts';
import { Bus } from './bus/bus.ts';
import { Config } from './config.ts';
import { ApiDocsModule } from './api-docs/api-docs.module.ts';
import { FollowersModule } from './followers/followers.module.ts';
import { Followers } from './followers/store/followers.ts';
import { FollowerKinds } from './followers/kinds/follower-kinds.ts';
import { Leases } from './followers/store/leases.ts';
import { NetworkPosts } from './followers/store/network-posts.ts';
import { GatewayModule } from './gateway/gateway.module.ts';
import { Hub } from './hub/hub.ts';
import { Addresses } from './http/addresses.ts';
import { RefusalReport } from './http/refusal-report.ts';
import { WrongKeys, type CountTogether } from './http/wrong-keys.ts';
import { Siblings } from './instances/siblings.ts';
import { Audit } from './accounts/audit.ts';
import { PersonErasure } from './accounts/erasing/person-erasure.ts';
import { Retention } from './accounts/retention/retention.ts';
import { Credentials } from './accounts/credentials.ts';
import { People } from './accounts/people.ts';
import { KeptTexts } from './accounts/kept-texts/kept-texts.ts';
import { Identities } from './accounts/openid/identities.ts';
import { Passkeys } from './accounts/passkeys/passkeys.ts';
import { SecondFactors } from './accounts/second-factor/second-factors.ts';
import { Hooks } from './accounts/hooks/hooks.ts';
import { Tokens } from './accounts/tokens.ts';
import { ExternalIds } from './log/external-ids.ts';
import { ImportModule } from './import/import.module.ts';
import { Imports } from './log/imports.ts';
import { WireLeases } from './import/wires/wire-leases.ts';
import { Wires } from './import/wires/wires.ts';
import { UpstreamLeases } from './log/upstreams/upstream-leases.ts';
import { Upstreams } from './log/upstreams/upstreams.ts';
import { UpstreamsModule } from './upstreams/upstreams.module.ts';
import { Log } from './log/log.ts';
import { LogReads } from './log/log-reads.ts';
import { CampaignCounts } from './log/campaign/campaign-counts.ts';
import { SiteCampaign } from './log/campaign/site-campaign.ts';
import { ReaderKeys } from './log/reader-keys/reader-keys.ts';
import { Snippets } from './log/snippets.ts';
import { Media } from './media/media.ts';
import { MediaShelf } from './media/media-shelf.ts';
import { MailModule } from './mail/mail.module.ts';
import type { MailParts } from './mail/open-mail.ts';
import { MailNumbers } from './mail/run/mail-numbers.ts';
import type { PushParts } from './push/open-push.ts';
import { PushModule } from './push/push.module.ts';
import { PushNumbers } from './push/run/push-numbers.ts';
import { LogCalls } from './ops/log-calls.ts';
import { NewsroomModule } from './newsroom/newsroom.module.ts';
import { OpsModule } from './ops/ops.module.ts';
import { SearchModule } from './search/search.module.ts';
import { Search } from './search/search.ts';
import { FeedGate } from './reading/signed/feed-gate.ts';
import { MailFeeds, PushFeeds } from './reading/offered-feeds.ts';
import { SiteModule } from './site/site.module.ts';
import type { HubParts } from './websub/open-hub.ts';
import { WebSubModule } from './websub/websub.module.ts';

/** The parts that are made without the framework, opened before it and closed after it. */
export interface Parts {
  readonly config: Config;
  readonly log: Log;
  readonly externalIds: ExternalIds;
  readonly imports: Imports;
  readonly wires: Wires;
  readonly wireLeases: WireLeases;
  readonly upstreams: Upstreams;
  readonly upstreamLeases: UpstreamLeases;
  readonly logCalls: LogCalls;
  readonly credentials: Credentials;
  readonly people: People;
  readonly secondFactors: SecondFactors;
  readonly passkeys: Passkeys;
  readonly identities: Identities;
  readonly keptTexts: KeptTexts;
  readonly tokens: Tokens;
  readonly hooks: Hooks;
  readonly audit: Audit;
  readonly retention: Retention;
  readonly personErasure: PersonErasure;
  readonly snippets: Snippets;
  readonly readerKeys: ReaderKeys;
  readonly gate: FeedGate;
  readonly search: Search;
  readonly campaignCounts: CampaignCounts;
  readonly siteCampaign: SiteCampaign;
  readonly media: Media;
  readonly mediaShelf: MediaShelf;
  readonly followers: Followers;
  readonly leases: Leases;
  readonly networkPosts: NetworkPosts;
  readonly followerKinds: FollowerKinds;
  /** The hub of WebSub; `hub` is what this instance knows of feeds. */
  readonly ownHub: HubParts;
  readonly mailFeeds: MailFeeds;
  /** Undefined: mail is not configured. */
  readonly mail: MailParts | undefined;
  /** Counts who asks for mail at all instances together. */
  readonly asksTogether: CountTogether | undefined;
  readonly pushFeeds: PushFeeds;
  /** Undefined: push is not configured. */
  readonly push: PushParts | undefined;
  /** Counts which clients ask for push at all instances together. */
  readonly pushAsksTogether: CountTogether | undefined;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly addresses: Addresses;
  readonly wrongKeys: WrongKeys;
  readonly refusals: RefusalReport;
  readonly siblings: Siblings;
}

/** Provides the parts to all modules. */
@Global()
@Module({})
class PartsModule {
  static of(parts: Parts): DynamicModule {
    const providers = [
      { provide: Config, useValue: parts.config },
      { provide: Log, useValue: parts.log },
      { provide: LogReads, useValue: parts.log },
      { provide: ExternalIds, useValue: parts.externalIds },
      { provide: Imports, useValue: parts.imports },
      { provide: Wires, useValue: parts.wires },
      { provide: WireLeases, useValue: parts.wireLeases },
      { provide: Upstreams, useValue: parts.upstreams },
      { provide: UpstreamLeases, useValue: parts.upstreamLeases },
      { provide: LogCalls, useValue: parts.logCalls },
      { provide: Credentials, useValue: parts.credentials },
      { provide: People, useValue: parts.people },
      { provide: SecondFactors, useValue: parts.secondFactors },
      { provide: Passkeys, useValue: parts.passkeys },
      { provide: Identities, useValue: parts.identities },
      { provide: KeptTexts, useValue: parts.keptTexts },
      { provide: Tokens, useValue: parts.tokens },
      { provide: Hooks, useValue: parts.hooks },
      { provide: Audit, useValue: parts.audit },
      { provide: Retention, useValue: parts.retention },
      { provide: PersonErasure, useValue: parts.personErasure },
      { provide: Snippets, useValue: parts.snippets },
      { provide: ReaderKeys, useValue: parts.readerKeys },
      { provide: FeedGate, useValue: parts.gate },
      { provide: Search, useValue: parts.search },
      { provide: CampaignCounts, useValue: parts.campaignCounts },
      { provide: SiteCampaign, useValue: parts.siteCampaign },
      { provide: Media, useValue: parts.media },
      { provide: MediaShelf, useValue: parts.mediaShelf },
      { provide: Followers, useValue: parts.followers },
      { provide: Leases, useValue: parts.leases },
      { provide: NetworkPosts, useValue: parts.networkPosts },
      { provide: FollowerKinds, useValue: parts.followerKinds },
      { provide: MailFeeds, useValue: parts.mailFeeds },
      { provide: PushFeeds, useValue: parts.pushFeeds },
      { provide: PushNumbers, useValue: parts.push?.numbers ?? new PushNumbers() },
      { provide: MailNumbers, useValue: parts.mail?.numbers ?? new MailNumbers() },
      { provide: Bus, useValue: parts.bus },
      { provide: Hub, useValue: parts.hub },
      { provide: Addresses, useValue: parts.addresses },
      { provide: WrongKeys, useValue: parts.wrongKeys },
      { provide: RefusalReport, useValue: parts.refusals },
      { provide: Siblings, useValue: parts.siblings },
    ];
    return { module: PartsModule, providers, exports: providers };
  }
}

/** The wiring, in the order of an item's path. */
@Module({})
export class AppModule {
  static of(parts: Parts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PartsModule.of(parts),
        AdminModule,
        GatewayModule,
        NewsroomModule,
        // Before the site's pages, of which one takes any name.
        ApiDocsModule,
        // Before the site, which answers every other name below a feed.
        ...(parts.mail === undefined ? [] : [MailModule.of(parts.mail, parts.asksTogether)]),
        ...(parts.push === undefined ? [] : [PushModule.of(parts.push, parts.pushAsksTogether)]),
        SiteModule,
        FollowersModule,
        WebSubModule.of(parts.ownHub),
        ImportModule,
        UpstreamsModule,
        SearchModule,
        OpsModule,
      ],
      providers: [Logger],
    };
  }
}
