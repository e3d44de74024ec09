import { Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Bus } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { Credentials } from '../accounts/credentials.ts';
import { Identities } from '../accounts/openid/identities.ts';
import { OpenidSignIn } from '../accounts/openid/openid-sign-in.ts';
import { PasskeyCeremonies } from '../accounts/passkeys/passkey-ceremonies.ts';
import { Passkeys } from '../accounts/passkeys/passkeys.ts';
import { PasswordCheck } from '../accounts/password-check.ts';
import { Passwords } from '../accounts/passwords.ts';
import { People } from '../accounts/people.ts';
import { SecondFactors } from '../accounts/second-factor/second-factors.ts';
import { SecondStep } from '../accounts/second-factor/second-step.ts';
import { Hooks } from '../accounts/hooks/hooks.ts';
import { Tokens } from '../accounts/tokens.ts';
import { Addresses } from '../http/addresses.ts';
import { WrongKeys } from '../http/wrong-keys.ts';
import { CampaignCounts } from '../log/campaign/campaign-counts.ts';
import { SiteCampaign } from '../log/campaign/site-campaign.ts';
import { Log } from '../log/log.ts';
import { DraftDesk } from './drafts/draft-desk.ts';
import { EmbargoRelease } from './drafts/embargo-release.ts';
import { CampaignController } from './feeds/campaign.controller.ts';
import { CampaignDesk } from './feeds/campaign-desk.ts';
import { SiteCampaignController } from './feeds/site-campaign.controller.ts';
import { FeedsController } from './feeds/feeds.controller.ts';
import { ReaderKeysController } from './feeds/reader-keys.controller.ts';
import { SnippetsController } from './feeds/snippets.controller.ts';
import { DraftsController } from './drafts/drafts.controller.ts';
import { Media } from '../media/media.ts';
import { MediaController } from './media/media.controller.ts';
import { MediaErasure } from './media/media-erasure.ts';
import { MediaSweep } from './media/media-sweep.ts';
import { UploadReader } from './media/upload-reader.ts';
import { KeptTextsController } from './kept/kept-texts.controller.ts';
import { HooksController } from './inbound/hooks.controller.ts';
import { InboundController } from './inbound/inbound.controller.ts';
import { InboundDoor } from './inbound/inbound-door.ts';
import { Inbound } from './inbound/inbound.ts';
import { ItemsController } from './items/items.controller.ts';
import { PreviewController } from './items/preview.controller.ts';
import { WordingsController } from './items/wordings.controller.ts';
import { Publisher } from './publisher.ts';
import { Repeats } from './repeats.ts';
import { keptDays, Retention } from '../accounts/retention/retention.ts';
import { RetentionSweep } from './retention-sweep.ts';
import { AuditController } from './people/audit.controller.ts';
import { InvitationsController } from './people/invitations.controller.ts';
import { PeopleController } from './people/people.controller.ts';
import { TokensController } from './people/tokens.controller.ts';
import { SearchIndexer } from '../search/search-indexer.ts';
import { SearchModule } from '../search/search.module.ts';
import { SearchController } from './search/search.controller.ts';
import { OpenidController } from './session/openid.controller.ts';
import { PasskeysController } from './session/passkeys.controller.ts';
import { SecondFactorController } from './session/second-factor.controller.ts';
import { SessionController } from './session/session.controller.ts';
import { SessionDoor } from './session/session-door.ts';
import { Sessions } from '../accounts/sessions.ts';

const logger = new Logger('Admin');

/** The newsroom's HTTP interface: the way in. */
@Module({
  imports: [SearchModule],
  controllers: [
    SessionController,
    SecondFactorController,
    PasskeysController,
    OpenidController,
    PeopleController,
    InvitationsController,
    TokensController,
    HooksController,
    InboundController,
    AuditController,
    FeedsController,
    SnippetsController,
    ReaderKeysController,
    CampaignController,
    SiteCampaignController,
    DraftsController,
    ItemsController,
    PreviewController,
    WordingsController,
    SearchController,
    MediaController,
    KeptTextsController,
  ],
  providers: [
    {
      provide: Publisher,
      useFactory: (log: Log, bus: Bus, indexer: SearchIndexer) =>
        new Publisher(log, bus, setImmediate, (feed) => indexer.published(feed)),
      inject: [Log, Bus, SearchIndexer],
    },
    {
      provide: DraftDesk,
      useFactory: (log: Log, publisher: Publisher) => new DraftDesk(log, publisher),
      inject: [Log, Publisher],
    },
    { provide: Repeats, useFactory: (log: Log) => new Repeats(log), inject: [Log] },
    { provide: Passwords, useFactory: () => new Passwords() },
    {
      provide: PasswordCheck,
      useFactory: (people: People, passwords: Passwords) => new PasswordCheck(people, passwords),
      inject: [People, Passwords],
    },
    {
      provide: SecondStep,
      useFactory: (factors: SecondFactors, check: PasswordCheck) => new SecondStep(factors, check),
      inject: [SecondFactors, PasswordCheck],
    },
    {
      provide: PasskeyCeremonies,
      useFactory: (passkeys: Passkeys, check: PasswordCheck) =>
        new PasskeyCeremonies(passkeys, check),
      inject: [Passkeys, PasswordCheck],
    },
    {
      provide: OpenidSignIn,
      useFactory: (
        { openid }: Config,
        identities: Identities,
        passkeys: Passkeys,
        check: PasswordCheck,
        step: SecondStep,
      ) => new OpenidSignIn(openid, identities, passkeys, check, step),
      inject: [Config, Identities, Passkeys, PasswordCheck, SecondStep],
    },
    {
      provide: Sessions,
      useFactory: (
        credentials: Credentials,
        people: People,
        tokens: Tokens,
        passwords: Passwords,
        check: PasswordCheck,
        step: SecondStep,
        { adminToken }: Config,
      ) => new Sessions(credentials, people, tokens, passwords, check, step, adminToken),
      inject: [Credentials, People, Tokens, Passwords, PasswordCheck, SecondStep, Config],
    },
    {
      provide: SessionDoor,
      useFactory: (wrongKeys: WrongKeys, addresses: Addresses, config: Config) =>
        new SessionDoor(wrongKeys, addresses, config),
      inject: [WrongKeys, Addresses, Config],
    },
    {
      provide: EmbargoRelease,
      useFactory: (log: Log, publisher: Publisher) =>
        new EmbargoRelease(log, publisher, (error) => logger.warn(String(error))),
      inject: [Log, Publisher],
    },
    {
      provide: CampaignDesk,
      useFactory: (counts: CampaignCounts, site: SiteCampaign, publisher: Publisher) =>
        new CampaignDesk(counts, site, publisher, (error) => logger.warn(String(error))),
      inject: [CampaignCounts, SiteCampaign, Publisher],
    },
    {
      provide: InboundDoor,
      useFactory: (hooks: Hooks, wrongKeys: WrongKeys) => new InboundDoor(hooks, wrongKeys),
      inject: [Hooks, WrongKeys],
    },
    {
      provide: Inbound,
      useFactory: (log: Log, publisher: Publisher, hooks: Hooks, bus: Bus) =>
        new Inbound(log, publisher, hooks, bus),
      inject: [Log, Publisher, Hooks, Bus],
    },
    { provide: UploadReader, useFactory: () => new UploadReader() },
    {
      provide: MediaErasure,
      useFactory: (media: Media, log: Log, bus: Bus) => new MediaErasure(media, log, bus),
      inject: [Media, Log, Bus],
    },
    {
      provide: MediaSweep,
      useFactory: (media: Media) => new MediaSweep(media, (error) => logger.warn(String(error))),
      inject: [Media],
    },
    {
      provide: RetentionSweep,
      useFactory: (retention: Retention, { auditDays }: Config) =>
        new RetentionSweep(retention, keptDays(auditDays), (error) => logger.warn(String(error))),
      inject: [Retention, Config],
    },
  ],
  exports: [Sessions, Publisher],
})
export class AdminModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly release: EmbargoRelease,
    private readonly campaigns: CampaignDesk,
    private readonly sweep: RetentionSweep,
    private readonly mediaSweep: MediaSweep,
  ) {}

  onApplicationBootstrap(): void {
    this.release.open();
    this.campaigns.open();
    this.sweep.open();
    this.mediaSweep.open();
  }

  onModuleDestroy(): void {
    this.release.close();
    this.campaigns.close();
    this.sweep.close();
    this.mediaSweep.close();
  }
}
