import type { NextFunction, Request, Response } from 'express';
import { isSlug } from '../feed/feed-info.ts';

/**
 * Sets, on every answer about a feed and also on errors, the tag by which shared caches can drop all answers about the
 * feed, under both header names that caches use.
 */
export function purgeTag(request: Request, response: Response, next: NextFunction): void {
  const feed = /^\/(?:api\/v1\/)?(?:feeds|embed)\/([^/]+)/.exec(request.path)?.[1];
  if (isSlug(feed)) {
    response.setHeader('Cache-Tag', `feed-${feed}`);
    response.setHeader('Surrogate-Key', `feed-${feed}`);
  }
  next();
}
