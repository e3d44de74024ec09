import { Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.ts';
import { Publisher } from '../admin/publisher.ts';
import { Bus } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { ExternalIds } from '../log/external-ids.ts';
import { Imports } from '../log/imports.ts';
import { Log } from '../log/log.ts';
import { Media } from '../media/media.ts';
import { ExportController } from './api/export.controller.ts';
import { ImportController } from './api/import.controller.ts';
import { WiresController } from './api/wires.controller.ts';
import { Exporter } from './run/exporter.ts';
import { Fetcher } from './run/fetched.ts';
import { Importer } from './run/importer.ts';
import { WireQueue } from './wires/wire-queue.ts';
import { WireRunner } from './wires/wire-runner.ts';
import { WireLeases } from './wires/wire-leases.ts';

const logger = new Logger('Wires');
const onError = (error: unknown): void => logger.warn(String(error));

/** Where stories come in and go out, with their past. */
@Module({
  imports: [AdminModule],
  controllers: [ImportController, ExportController, WiresController],
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
    {
      provide: WireRunner,
      useFactory: (
        leases: WireLeases,
        log: Log,
        imports: Imports,
        publisher: Publisher,
        media: Media,
        fetcher: Fetcher,
        bus: Bus,
      ) => {
        const queue = new WireQueue({ leases, log, bus });
        const parts = { leases, log, imports, publisher, media, fetcher, queue };
        return new WireRunner({ ...parts, onError });
      },
      inject: [WireLeases, Log, Imports, Publisher, Media, Fetcher, Bus],
    },
  ],
})
export class ImportModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly wireRunner: WireRunner) {}

  onApplicationBootstrap(): void {
    this.wireRunner.poll();
  }

  async onModuleDestroy(): Promise<void> {
    await this.wireRunner.close();
  }
}
