import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sendPage } from '../shell/send-page.ts';
import { CrawlerDocuments } from './crawler-documents.ts';

/** What search engines ask a site for. */
@Controller()
export class CrawlersController {
  constructor(private readonly documents: CrawlerDocuments) {}

  @Get('robots.txt')
  async robots(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendPage(request, response, this.documents.robots());
  }

  @Get('.well-known/security.txt')
  async security(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendPage(request, response, this.documents.securityTxt());
  }

  @Get('sitemap.xml')
  async sitemap(
    @Query('page') asked: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const isNumber = typeof asked === 'string' && /^[1-9]\d{0,5}$/.test(asked);
    const number = isNumber ? Number(asked) : undefined;
    await sendPage(request, response, await this.documents.sitemap(number));
  }

  @Get('news-sitemap.xml')
  async news(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendPage(request, response, await this.documents.news());
  }
}
