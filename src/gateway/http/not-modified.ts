import type { Request, Response } from 'express';

/**
 * Sets the ETag and answers 304 if the caller has it already (RFC 9110 §13.1.2); true when it answered.
 * The framework's own check says no whenever a browser's fetch adds `Cache-Control: no-cache`, which asks to
 * be sure, not to be sent it all again.
 */
export function notModified(request: Request, response: Response, etag: string): boolean {
  response.setHeader('ETag', etag);
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  const tags = known.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!tags.includes(etag) && !tags.includes('*')) return false;
  response.status(304).end();
  return true;
}
