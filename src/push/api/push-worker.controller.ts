import { Controller, Get, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sendAsset } from '../../site/shell/assets.controller.ts';
import { Assets } from '../../site/shell/assets.ts';
import { Refusal } from '../../feed/refusal.ts';

/** The program that a browser runs when a message comes (a service worker). Its address never changes, because browsers keep it. */
@Controller()
export class PushWorkerController {
  constructor(private readonly assets: Assets) {}

  @Get('push-worker.js')
  worker(@Req() request: Request, @Res() response: Response): Promise<void> {
    const asset = this.assets.file('push-worker.js');
    if (asset === undefined) throw new Refusal('not_found', 'There is no such file.');
    response.set('Content-Security-Policy', "default-src 'none'; connect-src 'self'");
    // Browsers ask for it at each visit, and take what is new.
    return sendAsset(request, response, asset, 'no-cache');
  }
}
