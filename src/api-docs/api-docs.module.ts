import { Module } from '@nestjs/common';
import { Config } from '../config.ts';
import { ApiDocs } from './api-docs.ts';
import { ApiDocsController } from './api-docs.controller.ts';

@Module({
  controllers: [ApiDocsController],
  providers: [
    {
      provide: ApiDocs,
      inject: [Config],
      useFactory: ({ publicUrl, publisher, port }: Config) =>
        new ApiDocs(
          publisher === undefined ? { publicUrl } : { publicUrl, publisher },
          publicUrl ?? `http://localhost:${port}`,
        ),
    },
  ],
})
export class ApiDocsModule {}
