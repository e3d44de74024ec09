import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { cacheMomentarily } from '../http/caching.ts';
import { sendEncoded, type Encoded } from '../http/encoded.ts';
import { sendPage } from '../site/shell/send-page.ts';
import { ApiDocs } from './api-docs.ts';

/** The API, described for programs and for people. */
@Controller()
export class ApiDocsController {
  constructor(private readonly docs: ApiDocs) {}

  @Get('api/v1/openapi.json')
  async openapi(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendDocument(request, response, await this.docs.openapi());
  }

  @Get('api/v1/asyncapi.json')
  async asyncapi(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendDocument(request, response, await this.docs.asyncapi());
  }

  @Get('api/docs')
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendPage(request, response, await this.docs.page());
  }

  @Get('docs')
  async start(@Req() request: Request, @Res() response: Response): Promise<void> {
    await sendPage(request, response, await this.docs.start());
  }

  @Get('docs/*path')
  async guide(
    @Param('path') path: readonly string[],
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.docs.guide(path.join('/'));
    if ('html' in found) return sendPage(request, response, found);
    cacheMomentarily(response);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.type(found.type).send(found.bytes);
  }
}

async function sendDocument(request: Request, response: Response, document: Encoded) {
  cacheMomentarily(response);
  // Any page may read it: it says nothing of feeds.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.type('application/json');
  await sendEncoded(request, response, document);
}
