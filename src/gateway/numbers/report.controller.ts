import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Addresses } from '../../http/addresses.ts';
import { cacheNowhere } from '../../http/caching.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { FeedReader } from '../../reading/feed-reader.ts';
import { RefusalReport } from '../../http/refusal-report.ts';
import { admit } from '../../reading/may-show.ts';
import { LogClock, type LogTime } from './log-clock.ts';
import { longestMs, ScreenTimes } from './screen-times.ts';

/** Readers tell how long an item took to their screen (PROTOCOL.md §3). */
@Controller('api/v1/feeds/:feed')
export class ReportController {
  constructor(
    private readonly reader: FeedReader,
    private readonly clock: LogClock,
    private readonly times: ScreenTimes,
    private readonly addresses: Addresses,
    private readonly config: Config,
    private readonly refusals: RefusalReport,
  ) {}

  /** The clock that dates items, so that a reader can tell how wrong its own is. */
  @Get('clock')
  async time(
    @Param('feed') feed: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<LogTime> {
    await this.admit(feed, request, response);
    return this.clock.time();
  }

  /** Everything is in the address, so that a browser asks nothing before and sends no body. */
  @Post('reports')
  @HttpCode(204)
  async report(
    @Param('feed') feed: string,
    @Query('ms') ms: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.admit(feed, request, response);
    this.times.report(feed, parseMs(ms), this.addresses.of(request));
  }

  private async admit(feed: string, request: Request, response: Response): Promise<void> {
    const snapshot = await this.reader.snapshot(feed);
    const { publicOrigin } = this.config;
    feedHeaders(snapshot, request, response, publicOrigin);
    cacheNowhere(response);
    const { origin, host } = request.headers;
    admit(snapshot, origin, { host, publicOrigin }, this.refusals);
  }
}

function parseMs(text: unknown): number {
  if (typeof text === 'string' && /^\d{1,5}$/.test(text) && Number(text) <= longestMs) {
    return Number(text);
  }
  throw new Refusal('invalid_input', 'The report cannot be read.', [
    { pointer: '/ms', detail: `must be a whole number of milliseconds from 0 to ${longestMs}` },
  ]);
}
