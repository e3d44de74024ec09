import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PageRefusalFilter } from '../pages/page-refusal.filter.ts';
import { sendPage } from '../shell/send-page.ts';
import { Searches } from './searches.ts';

@Controller('feeds/:feed/search')
@UseFilters(PageRefusalFilter)
export class SearchPagesController {
  constructor(private readonly searches: Searches) {}

  @Get()
  async search(
    @Param('feed') feed: string,
    @Query() asked: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await sendPage(request, response, await this.searches.page(feed, asked));
  }
}
