import type { Request, Response } from 'express';
import type { Snapshot } from '../../feed/snapshot.ts';
import { mayShow } from '../../reading/may-show.ts';

/** Which origins may read what is answered about a feed: its allow-list. */
export function feedHeaders(
  { info }: Pick<Snapshot, 'info'>,
  request: Request,
  response: Response,
  publicOrigin: string | undefined,
): void {
  const { origin, host } = request.headers;
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (info.origins === undefined) {
    response.setHeader('Access-Control-Allow-Origin', '*');
    return;
  }
  response.vary('Origin');
  if (origin !== undefined && mayShow(info, origin, { host, publicOrigin })) {
    response.setHeader('Access-Control-Allow-Origin', origin);
  }
}
