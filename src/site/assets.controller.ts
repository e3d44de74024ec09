import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Refusal } from '../feed/refusal.ts';
import { Assets, type Asset, type Encoding } from './assets.ts';

const encodings: readonly Encoding[] = ['br', 'gzip', 'identity'];

/** Scripts, style sheets and pictures. */
@Controller()
export class AssetsController {
  constructor(private readonly assets: Assets) {}

  /** For other people's pages, so any site may load it. */
  @Get('v1/:name')
  shared(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.#find(/^ticker\.m?js$/.test(name) ? name : undefined);
    shareWithAll(response);
    sendAsset(request, response, asset);
  }

  @Get('assets/:name')
  own(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.#find(
      /^(site|still|item|newsroom)\.(css|js)$/.test(name) ? name : undefined,
    );
    sendAsset(request, response, asset);
  }

  /** A picture can hold a script when it is opened by itself: there it is shut in. */
  @Get('assets/demo/:name')
  picture(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.#find(`demo/${name}`);
    shareWithAll(response);
    response.set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    sendAsset(request, response, asset);
  }

  #find(name: string | undefined): Asset {
    const asset = name === undefined ? undefined : this.assets.file(name);
    if (asset === undefined) throw new Refusal('not_found', 'There is no such file.');
    return asset;
  }
}

function shareWithAll(response: Response): void {
  response.set('Access-Control-Allow-Origin', '*');
  response.set('Cross-Origin-Resource-Policy', 'cross-origin');
}

/** Express answers 304 by itself when the reader has this ETag. */
function sendAsset(request: Request, response: Response, asset: Asset): void {
  const accepted = request.acceptsEncodings();
  const encoding = encodings.find((name) => accepted.includes(name)) ?? 'identity';
  const { bytes, etag } = asset.encodings[encoding];
  response.set({
    'Content-Type': asset.type,
    'Cache-Control': 'max-age=300, stale-while-revalidate=86400',
    ETag: etag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
  });
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  response.send(bytes);
}
