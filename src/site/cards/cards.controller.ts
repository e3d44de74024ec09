import { Controller, Get, Param, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PageRefusalFilter } from '../pages/page-refusal.filter.ts';
import { shareWithAll } from '../shell/assets.controller.ts';
import { sendPage } from '../shell/send-page.ts';
import { Cards } from './cards.ts';

/** The drawn pictures that cards of items show on other sites. */
@Controller('feeds/:feed/items/:id/card.png')
@UseFilters(PageRefusalFilter)
export class CardsController {
  constructor(private readonly cards: Cards) {}

  @Get()
  async card(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    shareWithAll(response);
    await sendPage(request, response, await this.cards.card(feed, id));
  }
}
