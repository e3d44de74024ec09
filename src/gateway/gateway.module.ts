import { Module } from '@nestjs/common';
import { Hub } from '../hub/hub.ts';
import { Log } from '../log/log.ts';
import { FanOut } from './fan-out.ts';
import { FeedReader } from './http/feed-reader.ts';
import { ReaderController } from './http/reader.controller.ts';
import { ReaderGateway } from './reader.gateway.ts';

/** The way out. */
@Module({
  controllers: [ReaderController],
  providers: [
    ReaderGateway,
    { provide: FanOut, useFactory: () => new FanOut() },
    {
      provide: FeedReader,
      useFactory: (hub: Hub, log: Log) => new FeedReader(hub, log),
      inject: [Hub, Log],
    },
  ],
  exports: [FanOut, ReaderGateway],
})
export class GatewayModule {}
