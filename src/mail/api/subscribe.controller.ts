import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { readForm } from '../../admin/input/form-body.ts';
import { AskLimits } from '../../outbox/ask-limits.ts';
import { passing } from '../../site/shell/drawn-page.ts';
import { sendPage } from '../../site/shell/send-page.ts';
import { MailDesk } from '../pages/mail-desk.ts';

/** The form by which readers subscribe, without JavaScript. */
@Controller('feeds/:feed/subscribe')
export class SubscribeController {
  constructor(
    private readonly desk: MailDesk,
    private readonly limits: AskLimits,
  ) {}

  @Get()
  async form(
    @Param('feed') feed: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await sendPage(request, response, passing(await this.desk.form(feed)));
  }

  @Post()
  async ask(
    @Param('feed') feed: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = await readForm(request);
    const page = await this.desk.ask(
      feed,
      form,
      async () => (await this.limits.take(request)) === 0,
    );
    await sendPage(request, response, passing(page));
  }
}
