import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { cacheMomentarily } from '../../http/caching.ts';
import { Encoded, quality, sendEncoded } from '../../http/encoded.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { FeedReader } from '../../reading/feed-reader.ts';
import { FeedSearch } from '../../reading/feed-search.ts';

/** Finds items of a feed by their words, for readers (PROTOCOL.md §3). */
@Controller('api/v1/feeds/:feed/search')
export class FeedSearchController {
  constructor(
    private readonly reader: FeedReader,
    private readonly search: FeedSearch,
    private readonly config: Config,
  ) {}

  @Get()
  async find(
    @Param('feed') feed: string,
    @Query() asked: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const snapshot = await this.reader.snapshot(feed);
    feedHeaders(snapshot, request, response, this.config.publicOrigin);
    cacheMomentarily(response);
    const page = await this.search.page(feed, asked);
    response.type('application/json');
    await sendEncoded(request, response, Encoded.json(page, quality.once));
  }
}
