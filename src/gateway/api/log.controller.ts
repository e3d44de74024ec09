import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { positionOf } from '../../feed/position.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { LogHead } from '../../feed/messages.ts';
import { cacheForGood, cacheMomentarily } from '../../http/caching.ts';
import { sendEncoded } from '../../http/encoded.ts';
import { ReadLimits } from '../../http/read-limits.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { FeedReader } from '../../reading/feed-reader.ts';
import { LogSegments } from './log-segments.ts';
import { TakedownMarks } from '../../reading/takedown-marks.ts';

/** A feed's log over HTTP, for readers that poll and for the caches between (PROTOCOL.md §3). */
@Controller('api/v1/feeds/:feed')
export class LogController {
  constructor(
    private readonly reader: FeedReader,
    private readonly segments: LogSegments,
    private readonly marks: TakedownMarks,
    private readonly limits: ReadLimits,
    private readonly config: Config,
  ) {}

  /** For who goes past caches (`Cache-Control: no-cache`) the log is read first, for all of a second together. */
  @Get('head')
  async head(
    @Param('feed') feed: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LogHead> {
    if (/\bno-cache\b/i.test(request.headers['cache-control'] ?? '')) await this.reader.look(feed);
    const snapshot = await this.reader.snapshot(feed);
    feedHeaders(snapshot, request, response, this.config.publicOrigin);
    const { tag: scrubbed } = await this.marks.of(feed, snapshot);
    cacheMomentarily(response);
    return { feed, ...positionOf(snapshot), scrubbed };
  }

  /** Kept for good only under the mark of the latest takedown: under any other `v`, or none, for a second. */
  @Get('log/:epoch/:n')
  async segment(
    @Param('feed') feed: string,
    @Param('epoch') epoch: string,
    @Param('n') n: string,
    @Query('v') asked: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const snapshot = await this.reader.snapshot(feed);
    feedHeaders(snapshot, request, response, this.config.publicOrigin);
    if (!/^(0|[1-9]\d{0,12})$/.test(n)) {
      throw new Refusal('not_found', 'Segments are numbered 0, 1, 2 and so on.');
    }
    const { written, etag, mark, lasting } = await this.segments.segment(
      snapshot,
      epoch,
      Number(n),
      () => this.limits.costly(request),
    );
    if (lasting && asked === mark) cacheForGood(response);
    else cacheMomentarily(response);
    response.type('application/json');
    await sendEncoded(request, response, written, etag);
  }
}
