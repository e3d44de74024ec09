import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import type { Tempo } from '../../feed/messages.ts';
import { cacheMomentarily } from '../../http/caching.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { FeedReader } from '../../reading/feed-reader.ts';
import { Tempos } from '../../reading/tempos.ts';

/** How much of a feed was posted when (PROTOCOL.md §3). */
@Controller('api/v1/feeds/:feed/tempo')
export class TempoController {
  constructor(
    private readonly reader: FeedReader,
    private readonly tempos: Tempos,
    private readonly config: Config,
  ) {}

  @Get()
  async tempo(
    @Param('feed') feed: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Tempo> {
    feedHeaders(await this.reader.snapshot(feed), request, response, this.config.publicOrigin);
    cacheMomentarily(response);
    return this.tempos.of(feed);
  }
}
