import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '../../feed/refusal.ts';
import { sendEncoded } from '../../http/encoded.ts';
import { Assets, newsroomPart, type Asset } from './assets.ts';
import { favicon } from './favicon.ts';
import { newsroomManifest } from './newsroom-manifest.ts';

/** Scripts, style sheets and pictures. */
@Controller()
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  /** The scripts for other sites' pages: every site may load them. */
  @Get('v1/:name')
  shared(
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asset = this.#find(
      /^(ticker\.m?js|(campaign|layouts|reading|roads|embed)\.js)$/.test(name) ? name : undefined,
    );
    shareWithAll(response);
    return sendAsset(request, response, asset);
  }

  @Get('assets/:name')
  own(
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const isPart = newsroomPart.test(name);
    const isOwn =
      isPart || /^(docs|site|push|still|item|newsroom|frame|builder)\.(css|js)$/.test(name);
    const asset = this.#find(isOwn ? name : undefined);
    // Other sites use the style of the items, and a sandboxed frame counts as another site.
    shareWithAll(response);
    return sendAsset(request, response, asset, isPart ? forGood : forMinutes);
  }

  /** For programs that ask for it without reading the page, which has the mark in its head. */
  @Get('favicon.ico')
  favicon(@Req() request: Request, @Res() response: Response): Promise<void> {
    return sendAsset(request, response, favicon());
  }

  /** By which the newsroom is installed. */
  @Get('newsroom.webmanifest')
  manifest(@Req() request: Request, @Res() response: Response): Promise<void> {
    return sendAsset(request, response, newsroomManifest());
  }

  /** An SVG that is opened by itself may run scripts, so a strict policy is sent with it. */
  @Get('assets/demo/:name')
  picture(
    @Param('name') name: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asset = this.#find(`demo/${name}`);
    shareWithAll(response);
    response.set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    return sendAsset(request, response, asset);
  }

  #find(name: string | undefined): Asset {
    const asset = name === undefined ? undefined : this.assets.file(name);
    if (asset === undefined) throw new Refusal('not_found', 'There is no such file.');
    return asset;
  }
}

export function shareWithAll(response: Response): void {
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
}

const forMinutes = 'max-age=300, stale-while-revalidate=86400';
/** For what is named by its content. */
const forGood = 'max-age=31536000, immutable';

export function sendAsset(
  request: Request,
  response: Response,
  asset: Asset,
  caching = forMinutes,
): Promise<void> {
  response.set({
    'Content-Type': asset.type,
    'Cache-Control': caching,
    'X-Content-Type-Options': 'nosniff',
  });
  return sendEncoded(request, response, asset.encoded);
}
