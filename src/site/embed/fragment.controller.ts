import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { isSlug } from '../../feed/feed-info.ts';
import { unknownFeed } from '../../feed/refusal.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { sendPage } from '../shell/send-page.ts';
import { Embeds } from './embeds.ts';
import { parseFragmentQuery } from './fragment-query.ts';

/** The newest items as HTML, for edge and server-side includes and any template. */
@Controller('api/v1/feeds/:feed/fragment')
export class FragmentController {
  constructor(
    private readonly embeds: Embeds,
    private readonly config: Config,
  ) {}

  @Get()
  async fragment(
    @Param('feed') feed: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const snapshot = await this.embeds.snapshot(feed);
    if (snapshot === undefined) throw unknownFeed(isSlug(feed) ? feed : '');
    feedHeaders(snapshot, request, response, this.config.publicOrigin);
    const asked = parseFragmentQuery(query);
    await sendPage(request, response, await this.embeds.fragment(snapshot, asked));
  }
}
