import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { cacheMomentarily, cacheThroughOutages } from '../../http/caching.ts';
import { Encoded, quality, sendEncoded } from '../../http/encoded.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { FeedMoments } from '../../reading/feed-moments.ts';
import { FeedReader } from '../../reading/feed-reader.ts';
import { parseItemsQuery } from '../../reading/items-query.ts';
import { parseMoment } from '../../reading/parse-moment.ts';

/**
 * A feed over HTTP (PROTOCOL.md §3): without cookies, so that caches can share the answers; CORS by the feed's
 * allow-list.
 */
@Controller('api/v1/feeds/:feed')
export class ReaderController {
  constructor(
    private readonly reader: FeedReader,
    private readonly moments: FeedMoments,
    private readonly config: Config,
  ) {}

  /** The present snapshot, or with `at` a past one. No cache may serve a past snapshot stale: a takedown changes it. */
  @Get()
  async snapshot(
    @Param('feed') feed: string,
    @Query('at') at: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    const present = await this.reader.snapshot(feed);
    this.allow(present, request, response);
    const { snapshot, mark } =
      at === undefined
        ? { snapshot: present, mark: undefined }
        : await this.moments.at(present, parseMoment(at));
    if (at === undefined) cacheThroughOutages(response);
    else cacheMomentarily(response);
    const { epoch, seq, tag } = snapshot;
    const name = [epoch, seq, tag, ...(mark === undefined ? [] : [mark.tag])].join(':');
    await answer(
      request,
      response,
      snapshot,
      name,
      mark === undefined ? quality.often : quality.once,
    );
  }

  @Get('items')
  async items(
    @Param('feed') feed: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    this.allow(await this.reader.snapshot(feed), request, response);
    cacheMomentarily(response);
    await answer(request, response, await this.reader.page(feed, parseItemsQuery(query)));
  }

  @Get('items/:id')
  async item(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    this.allow(await this.reader.snapshot(feed), request, response);
    const item = await this.reader.item(feed, id);
    cacheMomentarily(response);
    await answer(request, response, item, `${item.rev}${item.pinned ? 'p' : ''}`);
  }

  @Get('items/:id/history')
  async history(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ) {
    this.allow(await this.reader.snapshot(feed), request, response);
    cacheMomentarily(response);
    await answer(request, response, await this.reader.history(feed, id));
  }

  private allow(snapshot: Snapshot, request: Request, response: Response): void {
    feedHeaders(snapshot, request, response, this.config.publicOrigin);
  }
}

/** Sends a value as JSON. `state` names the value's state: an entity tag without its quotes. */
async function answer(
  request: Request,
  response: Response,
  value: object,
  state?: string,
  level: number = quality.once,
): Promise<void> {
  response.type('application/json');
  await sendEncoded(request, response, Encoded.json(value, level), state);
}
