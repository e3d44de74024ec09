import { Module } from '@nestjs/common';
import { Config } from '../config.ts';
import { Hub } from '../hub/hub.ts';
import { Log } from '../log/log.ts';
import { KeyEvents } from '../reading/key-events.ts';
import { Assets } from './shell/assets.ts';
import { AssetsController } from './shell/assets.controller.ts';
import { WordsController } from './shell/words.controller.ts';
import { Pages } from './pages/pages.ts';
import { PagesController } from './pages/pages.controller.ts';

/** The pages. Hub, Log and Config are provided by PartsModule. */
@Module({
  controllers: [PagesController, AssetsController, WordsController],
  providers: [
    {
      provide: Pages,
      inject: [Hub, Log, Config],
      useFactory: (hub: Hub, log: Log, config: Config) => {
        const { publicUrl, publisher, port } = config;
        const site = publisher === undefined ? { publicUrl } : { publicUrl, publisher };
        const address = publicUrl ?? `http://localhost:${port}`;
        return new Pages(hub, log, new KeyEvents(hub, log), site, address);
      },
    },
    { provide: Assets, useFactory: () => new Assets() },
  ],
  exports: [Pages],
})
export class SiteModule {}
