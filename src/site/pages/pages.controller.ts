import {
  Controller,
  Get,
  NotFoundException,
  Param,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { newsroomPaths } from './newsroom-page.ts';
import { PageRefusalFilter } from './page-refusal.filter.ts';
import { Pages } from './pages.ts';
import { Replays } from './replays.ts';
import { sendPage } from '../shell/send-page.ts';

/** The pages people read, and the newsroom's shell. */
@Controller()
@UseFilters(PageRefusalFilter)
export class PagesController {
  constructor(
    private readonly pages: Pages,
    private readonly replays: Replays,
  ) {}

  @Get()
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendPage(request, response, await this.pages.start());
  }

  /** One application at every place of the newsroom: it shows the place that the address names. */
  @Get(newsroomPaths)
  async newsroom(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendPage(request, response, this.pages.newsroom(request.path));
  }

  @Get('feeds')
  async feeds(
    @Query('page') asked: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const number = typeof asked === 'string' && /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1;
    await sendPage(request, response, await this.pages.feeds(number));
  }

  @Get('feeds/:feed')
  async reader(
    @Param('feed') feed: string,
    @Query('before') before: unknown,
    @Query('at') at: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const cursor = typeof before === 'string' && before !== '' ? before : undefined;
    if (at !== undefined && at !== '') {
      await sendPage(request, response, await this.replays.page(feed, at, cursor));
      return;
    }
    await sendPage(request, response, await this.pages.reader(feed, cursor));
  }

  @Get('feeds/:feed/:format')
  async format(
    @Param('feed') feed: string,
    @Param('format') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const document = await this.pages.format(feed, name);
    if (document === undefined) throw new NotFoundException();
    await sendPage(request, response, document);
  }

  @Get('feeds/:feed/items/:id')
  async item(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await sendPage(request, response, await this.pages.item(feed, id));
  }
}
