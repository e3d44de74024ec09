import type { Request, Response } from 'express';
import { cacheMomentarily, cacheNowhere, cacheThroughOutages } from '../../http/caching.ts';
import { sendEncoded } from '../../http/encoded.ts';
import type { DrawnPage } from './page.ts';
import { pageHeaders } from './page-headers.ts';

/**
 * Sends a page, or 304 to a client that has it. A 404 or 410 may be kept for a second, to replace an old 200 in
 * caches.
 */
export async function sendPage(
  request: Request,
  response: Response,
  page: DrawnPage,
): Promise<void> {
  response.status(page.status).set(pageHeaders(page));
  if (page.isKept) cacheThroughOutages(response);
  else if (page.status === 404 || page.status === 410) cacheMomentarily(response);
  else cacheNowhere(response);
  if (page.isKept) return sendEncoded(request, response, page.html);
  response.send(page.html.bytes);
}
