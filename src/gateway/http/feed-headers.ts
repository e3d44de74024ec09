import type { Request, Response } from 'express';
import type { Snapshot } from '../../feed/snapshot.ts';
import { mayShow } from '../origins.ts';

/**
 * What every answer about a feed carries: which origins may read it (the feed's allow-list), and the name
 * under which a shared cache can be told to drop all it holds of the feed, in the two spellings there are.
 */
export function feedHeaders(
  { feed, info }: Pick<Snapshot, 'feed' | 'info'>,
  request: Request,
  response: Response,
  publicUrl: string | undefined,
): void {
  const { origin, host } = request.headers;
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Cache-Tag', `feed-${feed}`);
  response.setHeader('Surrogate-Key', `feed-${feed}`);
  if (info.origins === undefined) {
    response.setHeader('Access-Control-Allow-Origin', '*');
    return;
  }
  response.vary('Origin');
  if (origin !== undefined && mayShow(info, origin, { host, publicUrl })) {
    response.setHeader('Access-Control-Allow-Origin', origin);
  }
}
