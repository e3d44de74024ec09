import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { readForm } from '../../admin/input/form-body.ts';
import { passing } from '../../site/shell/drawn-page.ts';
import type { Page } from '../../site/shell/page.ts';
import { sendPage } from '../../site/shell/send-page.ts';
import { MailDesk } from '../pages/mail-desk.ts';

/** Where the links of mails lead. A link that is opened changes nothing: the button of its page does. */
@Controller('subscriptions/:token')
export class SubscriptionsController {
  constructor(private readonly desk: MailDesk) {}

  @Get()
  askConfirm(@Param('token') token: string, @Req() request: Request, @Res() response: Response) {
    return send(request, response, this.desk.askConfirm(token));
  }

  @Post()
  confirm(@Param('token') token: string, @Req() request: Request, @Res() response: Response) {
    return send(request, response, this.desk.confirm(token));
  }

  @Get('unsubscribe')
  askStop(@Param('token') token: string, @Req() request: Request, @Res() response: Response) {
    return send(request, response, this.desk.askStop(token));
  }

  @Post('hour')
  async changeHour(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await send(request, response, this.desk.changeHour(token, await readForm(request)));
  }

  /** The body, by which a mail program says that it is its one click, is not looked at. */
  @Post('unsubscribe')
  stop(@Param('token') token: string, @Req() request: Request, @Res() response: Response) {
    return send(request, response, this.desk.stop(token));
  }
}

async function send(request: Request, response: Response, page: Promise<Page>): Promise<void> {
  await sendPage(request, response, passing(await page));
}
