import { Module } from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.ts';
import { Publisher } from '../admin/publisher.ts';
import { Config } from '../config.ts';
import { ExternalIds } from '../log/external-ids.ts';
import { Imports } from '../log/imports.ts';
import { Log } from '../log/log.ts';
import { Media } from '../media/media.ts';
import { ExportController } from './api/export.controller.ts';
import { ImportController } from './api/import.controller.ts';
import { Exporter } from './run/exporter.ts';
import { Fetcher } from './run/fetched.ts';
import { Importer } from './run/importer.ts';

/** Where stories come in and go out, with their past. */
@Module({
  imports: [AdminModule],
  controllers: [ImportController, ExportController],
  providers: [
    {
      provide: Fetcher,
      useFactory: ({ followersAllowPrivate }: Config) => new Fetcher(followersAllowPrivate),
      inject: [Config],
    },
    {
      provide: Importer,
      useFactory: (
        log: Log,
        imports: Imports,
        publisher: Publisher,
        media: Media,
        fetcher: Fetcher,
      ) => new Importer({ log, imports, publisher, media, fetcher }),
      inject: [Log, Imports, Publisher, Media, Fetcher],
    },
    {
      provide: Exporter,
      useFactory: (log: Log, externalIds: ExternalIds, media: Media) =>
        new Exporter(log, externalIds, media),
      inject: [Log, ExternalIds, Media],
    },
  ],
})
export class ImportModule {}
