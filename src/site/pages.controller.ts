import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../config.ts';
import type { DrawnPage } from './page.ts';
import { pageHeaders } from './page-headers.ts';
import { PageRefusalFilter } from './page-refusal.filter.ts';
import { Pages } from './pages.ts';
import { publicOrigin } from './public-origin.ts';

/** The pages people read, and the newsroom's shell. */
@Controller()
@UseFilters(PageRefusalFilter)
export class PagesController {
  constructor(
    private readonly pages: Pages,
    private readonly config: Config,
  ) {}

  @Get()
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    send(response, await this.pages.start(this.#origin(request)));
  }

  @Get('newsroom')
  newsroom(@Req() request: Request, @Res() response: Response): void {
    send(response, this.pages.newsroom(this.#origin(request)));
  }

  @Get('feeds/:feed')
  async reader(
    @Param('feed') feed: string,
    @Query('before') before: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const cursor = typeof before === 'string' && before !== '' ? before : undefined;
    send(response, await this.pages.reader(feed, this.#origin(request), cursor));
  }

  @Get('feeds/:feed/items/:id')
  async item(
    @Param('feed') feed: string,
    @Param('id') id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    send(response, await this.pages.item(feed, id, this.#origin(request)));
  }

  #origin(request: Request): string {
    const asked = { protocol: request.protocol, host: request.get('host') };
    return publicOrigin(this.config.publicUrl, asked);
  }
}

/** Express answers 304 by itself when the reader has this ETag. */
export function send(response: Response, page: DrawnPage): void {
  response.status(page.status).set(pageHeaders(page)).send(page.html);
}
