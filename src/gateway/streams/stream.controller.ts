import {
  Controller,
  Get,
  Logger,
  Param,
  Query,
  Req,
  Res,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { isSlug } from '../../feed/feed-info.ts';
import type { Position } from '../../feed/position.ts';
import { Refusal } from '../../feed/refusal.ts';
import { RefusalReport } from '../../http/refusal-report.ts';
import { FeedGate } from '../../reading/signed/feed-gate.ts';
import { proofOf, tokenOf } from '../../reading/signed/guard-feeds.ts';
import { admit } from '../../reading/may-show.ts';
import { FrontDoor } from '../front-door.ts';
import { siteOf } from '../numbers/site-of.ts';
import { neverMs, openingFrame, readEventId, refusedFrame } from './event-framing.ts';
import { EventStreams } from './event-streams.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { FeedReader } from '../../reading/feed-reader.ts';

/** A feed as Server-Sent Events (PROTOCOL.md §3), for a plain EventSource or curl. */
@Controller('api/v1/feeds/:feed')
export class StreamController implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Streams');

  constructor(
    private readonly reader: FeedReader,
    private readonly streams: EventStreams,
    private readonly door: FrontDoor,
    private readonly config: Config,
    private readonly refusals: RefusalReport,
    private readonly gate: FeedGate,
  ) {}

  onApplicationBootstrap(): void {
    this.streams.open();
  }

  onModuleDestroy(): void {
    this.streams.close();
  }

  @Get('stream')
  async stream(
    @Param('feed') feed: string,
    @Query('lastEventId') asked: unknown,
    @Query('site') around: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'no-store, no-transform');
    response.setHeader('X-Accel-Buffering', 'no');
    // The connection is closed with the stream: a stopping server would wait for a connection that is kept alive.
    response.setHeader('Connection', 'close');
    response.type('text/event-stream');
    try {
      const endsAtMs = await this.admit(feed, request, response);
      response.flushHeaders();
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      response.write(openingFrame(feed, 2_000 + Math.random() * 3_000));
      const site = this.siteOf(request, around);
      const position = positionAsked(request, asked);
      await this.streams.join(feed, site, position, response, endsAtMs);
    } catch (error) {
      if (!(error instanceof Refusal)) this.logger.error(error);
      refuse(feed, error, response);
    }
  }

  /** A browser names the origin to other sites alone; on our own pages, the page in `Referer`. */
  private siteOf({ headers }: Request, around: unknown): string {
    const { origin, referer, host } = headers;
    const page = origin ?? (referer === undefined ? undefined : URL.parse(referer)?.origin);
    return siteOf(page, around, { host, publicOrigin: this.config.publicOrigin });
  }

  private async admit(feed: string, request: Request, response: Response) {
    const entry = this.door.enter(request);
    if (entry.kind === 'refused') throw new Refusal('too_many_requests', entry.why);
    response.on('close', () => this.door.leave(entry.address));
    const snapshot = await this.reader.snapshot(feed);
    const { publicOrigin } = this.config;
    feedHeaders(snapshot, request, response, publicOrigin);
    const { origin, host } = request.headers;
    admit(snapshot, origin, { host, publicOrigin }, this.refusals);
    const shown = { token: tokenOf(request), proof: proofOf(request) };
    const pass = await this.gate.pass(snapshot, shown);
    return pass.isAsked ? pass.endsAtMs : undefined;
  }
}

/**
 * The position that the reader sent: in the header when an EventSource reconnects, or in the query at the first
 * connect. An id that cannot be parsed becomes a position that is in no log, so the reader gets a snapshot.
 */
function positionAsked(request: Request, asked: unknown): Position | undefined {
  const id = request.headers['last-event-id'] ?? asked;
  if (id === undefined || id === '') return undefined;
  return (typeof id === 'string' ? readEventId(id) : undefined) ?? { epoch: '', seq: 0, tag: '' };
}

/** Every site may read a refusal: it contains nothing of the feed but its name. */
function refuse(feed: string, error: unknown, response: Response): void {
  const { code, message, retry } =
    error instanceof Refusal ? error : new Refusal('unexpected', 'Try again in a moment.');
  if (!response.headersSent) response.setHeader('Access-Control-Allow-Origin', '*');
  const named = isSlug(feed) ? { feed } : {};
  const retryMs = retry ? 1_000 + Math.random() * 4_000 : neverMs;
  response.end(refusedFrame({ ...named, code, message, retry }, retryMs));
}
