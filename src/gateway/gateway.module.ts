import { Module } from '@nestjs/common';
import { FanOut } from './fan-out.ts';
import { FeedReader } from './http/feed-reader.ts';
import { ReaderController } from './http/reader.controller.ts';
import { ReaderGateway } from './reader.gateway.ts';

/** The way out. */
@Module({
  controllers: [ReaderController],
  providers: [ReaderGateway, FeedReader, { provide: FanOut, useFactory: () => new FanOut() }],
  exports: [FanOut],
})
export class GatewayModule {}
