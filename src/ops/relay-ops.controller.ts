import { Controller, Get, HttpStatus, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Drain } from '../gateway/drain.ts';
import { cacheNowhere } from '../http/caching.ts';
import { chainHeader } from '../relay/chain.ts';
import { Mirrors } from '../relay/mirrors/mirrors.ts';
import { Upstream } from '../relay/upstream.ts';
import { MetricsDoor } from './metrics-door.ts';
import { Scrape } from './scrape.ts';

@Controller()
export class RelayOpsController {
  constructor(
    private readonly upstream: Upstream,
    private readonly mirrors: Mirrors,
    private readonly scrape: Scrape,
    private readonly metricsDoor: MetricsDoor,
    private readonly drain: Drain,
  ) {}

  /** The process answers; and which relays are between it and the log, so that a circle is noticed. */
  @Get('healthz')
  alive(@Res({ passthrough: true }) response: Response) {
    response.setHeader(chainHeader, this.upstream.relays.join(', '));
    return { status: 'alive' };
  }

  /**
   * Ready while the upstream is there and no drain has begun. `?for=reading`, for balancers of readers alone, also accepts an
   * upstream that is away, as long as there is something here to be read.
   */
  @Get('readyz')
  ready(@Query('for') purpose: unknown, @Res({ passthrough: true }) response: Response) {
    const { awaySince, awayBecause } = this.upstream;
    const hasFeeds = this.mirrors.all.some(({ known }) => known !== undefined);
    const canServe = awaySince === undefined || (purpose === 'reading' && hasFeeds);
    const isReady = canServe && !this.drain.isUnderWay;
    if (!isReady) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    const otherwise = this.drain.isUnderWay ? 'draining' : 'not ready';
    const upstream = awaySince === undefined ? true : { awaySince, reason: awayBecause };
    return { status: isReady ? 'ready' : otherwise, upstream };
  }

  @Get('metrics')
  async read(@Req() request: Request, @Res() response: Response) {
    await this.metricsDoor.enterByPublicPort(request);
    cacheNowhere(response);
    response.type(this.scrape.contentType).send(await this.scrape.text());
  }
}
