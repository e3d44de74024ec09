import { Module } from '@nestjs/common';
import { Config } from '../config.ts';
import { Hub } from '../hub/hub.ts';
import { LogReads } from '../log/log-reads.ts';
import { FeedMoments } from '../reading/feed-moments.ts';
import { KeyEvents } from '../reading/key-events.ts';
import { MailFeeds, PushFeeds } from '../reading/offered-feeds.ts';
import { PastMarks } from '../reading/takedown-marks.ts';
import { CardPainter } from './cards/card-painter.ts';
import { Cards } from './cards/cards.ts';
import { CardsController } from './cards/cards.controller.ts';
import { CrawlerDocuments } from './crawlers/crawler-documents.ts';
import { CrawlersController } from './crawlers/crawlers.controller.ts';
import { Assets } from './shell/assets.ts';
import { AssetsController } from './shell/assets.controller.ts';
import { WordsController } from './shell/words.controller.ts';
import { BuilderController } from './embed/builder.controller.ts';
import { EmbedController } from './embed/embed.controller.ts';
import { Embeds } from './embed/embeds.ts';
import { FragmentController } from './embed/fragment.controller.ts';
import { MediaFilesController } from './media/media-files.controller.ts';
import { PublicFeeds } from './shell/public-feeds.ts';
import { siteOf } from './shell/site-of.ts';
import { OembedController } from './embed/oembed.controller.ts';
import { Pages } from './pages/pages.ts';
import { Replays } from './pages/replays.ts';
import { PagesController } from './pages/pages.controller.ts';
import { Search } from '../search/search.ts';
import { FeedSearch } from '../reading/feed-search.ts';
import { SearchPagesController } from './search/search-pages.controller.ts';
import { Searches } from './search/searches.ts';

/** The pages. Hub, LogReads and Config are provided by PartsModule. */
@Module({
  controllers: [
    FragmentController,
    EmbedController,
    OembedController,
    BuilderController,
    CardsController,
    MediaFilesController,
    // Before the formats of a feed, which take any name.
    SearchPagesController,
    PagesController,
    CrawlersController,
    AssetsController,
    WordsController,
  ],
  providers: [
    {
      provide: Pages,
      inject: [Hub, LogReads, Config, PublicFeeds, KeyEvents, Assets, MailFeeds, PushFeeds],
      useFactory: (
        hub: Hub,
        log: LogReads,
        config: Config,
        publicFeeds: PublicFeeds,
        keyEvents: KeyEvents,
        assets: Assets,
        mailFeeds: MailFeeds,
        pushFeeds: PushFeeds,
      ) =>
        new Pages(
          hub,
          log,
          keyEvents,
          publicFeeds,
          siteOf(config),
          addressOf(config),
          assets.newsroomScript,
          mailFeeds,
          pushFeeds,
        ),
    },
    {
      provide: KeyEvents,
      inject: [Hub, LogReads],
      useFactory: (hub: Hub, log: LogReads) => new KeyEvents(hub, log),
    },
    {
      provide: Replays,
      inject: [Hub, LogReads, Config, KeyEvents],
      useFactory: (hub: Hub, log: LogReads, config: Config, keyEvents: KeyEvents) => {
        const moments = new FeedMoments(hub, log, new PastMarks(hub, log));
        return new Replays(hub, moments, keyEvents, siteOf(config));
      },
    },
    {
      provide: Searches,
      inject: [Hub, Search, Config],
      useFactory: (hub: Hub, search: Search, config: Config) =>
        new Searches(hub, new FeedSearch(search), siteOf(config)),
    },
    {
      provide: CrawlerDocuments,
      inject: [PublicFeeds, LogReads, Config],
      useFactory: (publicFeeds: PublicFeeds, log: LogReads, config: Config) =>
        new CrawlerDocuments(
          publicFeeds,
          log,
          siteOf(config),
          undefined,
          undefined,
          config.securityContact,
        ),
    },
    {
      provide: Cards,
      inject: [Hub, LogReads, Config],
      useFactory: (hub: Hub, log: LogReads, config: Config) =>
        new Cards(hub, log, new CardPainter(), siteOf(config)),
    },
    { provide: PublicFeeds, inject: [Hub], useFactory: (hub: Hub) => new PublicFeeds(hub) },
    {
      provide: Embeds,
      inject: [Hub, LogReads, Config],
      useFactory: (hub: Hub, log: LogReads, config: Config) =>
        new Embeds(hub, log, siteOf(config), addressOf(config)),
    },
    { provide: Assets, useFactory: () => new Assets() },
  ],
  exports: [Pages, Assets],
})
export class SiteModule {}

/** The server's address in samples to copy: the public one, or this machine's. */
function addressOf({ publicUrl, port }: Config): string {
  return publicUrl ?? `http://localhost:${port}`;
}
