import type { NextFunction, Request, Response } from 'express';
import { isSlug } from '../feed/feed-info.ts';

/**
 * Every answer about a feed, an error too, carries the name under which a shared cache can be told to drop all it
 * holds of the feed, in the two spellings there are.
 */
export function purgeTag(request: Request, response: Response, next: NextFunction): void {
  const feed = /^\/(?:api\/v1\/)?(?:feeds|embed)\/([^/]+)/.exec(request.path)?.[1];
  if (isSlug(feed)) {
    response.setHeader('Cache-Tag', `feed-${feed}`);
    response.setHeader('Surrogate-Key', `feed-${feed}`);
  }
  next();
}
