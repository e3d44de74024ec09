import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PageRefusalFilter } from '../pages/page-refusal.filter.ts';
import { sendPage } from '../shell/send-page.ts';
import { Embeds } from './embeds.ts';

/** The page that makes the code for other sites. */
@Controller('feeds/:feed/embed')
@UseFilters(PageRefusalFilter)
export class BuilderController {
  constructor(private readonly embeds: Embeds) {}

  @Get()
  async builder(
    @Param('feed') feed: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await sendPage(request, response, await this.embeds.builder(feed, query));
  }
}
