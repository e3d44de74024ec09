import { Controller, Get, HttpStatus, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Bus } from '../bus/bus.ts';
import { Drain } from '../gateway/drain.ts';
import { cacheNowhere } from '../http/caching.ts';
import { LogReads } from '../log/log-reads.ts';
import { ShortMemory } from '../reading/short-memory.ts';
import { MetricsDoor } from './metrics-door.ts';
import { Scrape } from './scrape.ts';

@Controller()
export class OpsController {
  /** All requests of a second share one answer: many watchers cost one round trip a second. */
  private readonly answers = new ShortMemory<boolean>(1_000, () => 1);

  constructor(
    private readonly log: LogReads,
    private readonly bus: Bus,
    private readonly scrape: Scrape,
    private readonly metricsDoor: MetricsDoor,
    private readonly drain: Drain,
  ) {}

  /** The process answers. */
  @Get('healthz')
  alive() {
    return { status: 'alive' };
  }

  /**
   * Ready when the log has answered a round trip of the last second, can be written, and no drain has begun. The bus is
   * reported only: without it readers get changes a second later. `?for=reading`, for balancers of readers alone, also
   * accepts a log that cannot be written.
   */
  @Get('readyz')
  async ready(@Query('for') purpose: unknown, @Res({ passthrough: true }) response: Response) {
    const { writeFault } = this.log;
    const [log, bus] = await Promise.all([
      this.answers.get('log', () => answers(this.log)),
      this.answers.get('bus', () => answers(this.bus)),
    ]);
    const canServe = log && (writeFault === undefined || purpose === 'reading');
    const isReady = canServe && !this.drain.isUnderWay;
    if (!isReady) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    const otherwise = this.drain.isUnderWay ? 'draining' : 'not ready';
    const write = writeFault === undefined ? true : writeFault;
    return { status: isReady ? 'ready' : otherwise, log, write, bus };
  }

  @Get('metrics')
  async read(@Req() request: Request, @Res() response: Response) {
    await this.metricsDoor.enterByPublicPort(request);
    cacheNowhere(response);
    response.type(this.scrape.contentType).send(await this.scrape.text());
  }
}

async function answers(part: { readonly ping: () => Promise<void> }): Promise<boolean> {
  try {
    await part.ping();
    return true;
  } catch {
    return false;
  }
}
