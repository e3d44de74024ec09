import { Body, Controller, Delete, HttpCode, Param, Put, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { parseInput } from '../../admin/input/parse-input.ts';
import { Config } from '../../config.ts';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import { cacheNowhere } from '../../http/caching.ts';
import { AskLimits } from '../../outbox/ask-limits.ts';
import { Browsers } from '../store/browsers.ts';
import { renewalInput, subscribeInput, unsubscribeInput } from './push-input.ts';

/**
 * What browsers ask: to be told of a feed, to be left alone, to be reached otherwise. Who has an endpoint speaks for its browser, and no
 * answer tells whether it is known.
 */
@Controller('api/v1')
export class PushSubscriptionsController {
  constructor(
    private readonly browsers: Browsers,
    private readonly limits: AskLimits,
    private readonly config: Config,
  ) {}

  @Put('feeds/:feed/push/subscription')
  @HttpCode(204)
  async subscribe(
    @Param('feed') feed: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    cacheNowhere(response);
    const asked = parseInput(subscribeInput(this.config.followersAllowPrivate), body);
    await this.admit(request);
    const filters = [...new Set(asked.filters)];
    switch (await this.browsers.subscribe(feed, subscriptionOf(asked.subscription), filters)) {
      case 'taken':
        return;
      case 'closed':
        throw new Refusal('not_found', 'This feed tells browsers nothing.');
      case 'stranger':
        throw new Refusal('invalid_input', 'Nothing was changed.', [
          {
            pointer: '/subscription/applicationServerKey',
            detail: 'is no key of this server: load the page anew, and subscribe with its key',
          },
        ]);
      case 'full':
        throw tooManyRequests('Too many browsers are told of this feed.', 3_600_000);
    }
  }

  @Delete('feeds/:feed/push/subscription')
  @HttpCode(204)
  async unsubscribe(
    @Param('feed') feed: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    cacheNowhere(response);
    await this.browsers.unsubscribe(feed, parseInput(unsubscribeInput, body).endpoint);
  }

  /** A browser was given another address by its push service. */
  @Put('push/renewals')
  @HttpCode(204)
  async renew(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    cacheNowhere(response);
    const asked = parseInput(renewalInput(this.config.followersAllowPrivate), body);
    await this.admit(request);
    await this.browsers.renew(asked.endpoint, subscriptionOf(asked.subscription));
  }

  private async admit(request: Request): Promise<void> {
    const waitMs = await this.limits.take(request);
    if (waitMs > 0) throw tooManyRequests('Too many requests by one address.', waitMs);
  }
}

function subscriptionOf(subscription: {
  readonly endpoint: string;
  readonly applicationServerKey?: string | undefined;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}) {
  const { endpoint, keys, applicationServerKey } = subscription;
  return { endpoint, p256dh: keys.p256dh, auth: keys.auth, serverKey: applicationServerKey };
}
