import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { readOptions } from '../../feed/embed/embed-options.ts';
import { PageRefusalFilter } from '../pages/page-refusal.filter.ts';
import { sendPage } from '../shell/send-page.ts';
import { Embeds } from './embeds.ts';
import { decidedBy, refusedSite } from './framing-site.ts';

/** The pages for frames on other sites: a feed's ticker, or with `item` one item of it. */
@Controller('embed/:feed')
@UseFilters(PageRefusalFilter)
export class EmbedController {
  constructor(
    private readonly embeds: Embeds,
    private readonly config: Config,
  ) {}

  @Get()
  async frame(
    @Param('feed') feed: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const options = readOptions(query);
    const snapshot = await this.embeds.snapshot(feed);
    if (snapshot === undefined) {
      return sendPage(request, response, this.embeds.unknownFeed(options));
    }
    const { info } = snapshot;
    if (info.origins !== undefined) response.vary(decidedBy);
    const site = refusedSite(info, request.headers, this.config.publicOrigin);
    if (site !== undefined) {
      return sendPage(request, response, this.embeds.refused(feed, info, site));
    }
    const { item } = query;
    const page =
      typeof item === 'string' && item !== ''
        ? await this.embeds.framedItem(snapshot, item, options)
        : await this.embeds.frame(snapshot, options);
    await sendPage(request, response, page);
  }
}
