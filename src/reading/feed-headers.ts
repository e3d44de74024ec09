import type { Request, Response } from 'express';
import { isUnlisted } from '../feed/feed-info.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import { mayShow } from './may-show.ts';

/**
 * Sets the CORS headers of an answer about a feed: the origins on the feed's allow-list may read it, or all without a
 * list. Search engines are asked to leave out what is unlisted.
 */
export function feedHeaders(
  { info }: Pick<Snapshot, 'info'>,
  request: Request,
  response: Response,
  publicOrigin: string | undefined,
): void {
  const { origin, host } = request.headers;
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (isUnlisted(info)) response.setHeader('X-Robots-Tag', 'noindex');
  if (info.origins === undefined) {
    response.setHeader('Access-Control-Allow-Origin', '*');
    return;
  }
  response.vary('Origin');
  if (origin !== undefined && mayShow(info, origin, { host, publicOrigin })) {
    response.setHeader('Access-Control-Allow-Origin', origin);
  }
}
