import { Module } from '@nestjs/common';
import { Hub } from '../hub/hub.ts';
import { Log } from '../log/log.ts';
import { Assets } from './assets.ts';
import { AssetsController } from './assets.controller.ts';
import { Pages } from './pages.ts';
import { PagesController } from './pages.controller.ts';

/** The pages. Needs Hub, Log and Config from the modules around it. */
@Module({
  controllers: [PagesController, AssetsController],
  providers: [
    {
      provide: Pages,
      inject: [Hub, Log],
      useFactory: (hub: Hub, log: Log) => new Pages(hub, log),
    },
    { provide: Assets, useFactory: () => new Assets() },
  ],
})
export class SiteModule {}
