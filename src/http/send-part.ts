import type { Request, Response } from 'express';

/**
 * Sends bytes that never change at their address, or the part of them that is asked for (RFC 9110 §14), as players do to
 * begin in the middle. Of several parts the whole is sent. `etag`: without quotes.
 */
export function sendPart(request: Request, response: Response, bytes: Buffer, etag: string): void {
  const tag = `"${etag}"`;
  response.set({ ETag: tag, 'Accept-Ranges': 'bytes' });
  if (request.headers['if-none-match'] === tag) {
    response.status(304).end();
    return;
  }
  const condition = request.headers['if-range'];
  const isMeant = condition === undefined || condition === tag;
  const ranges = isMeant ? request.range(bytes.length, { combine: true }) : undefined;
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${bytes.length}`).status(416).end();
    return;
  }
  const [part] =
    Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges : [];
  const { start, end } = part ?? { start: 0, end: bytes.length - 1 };
  if (part !== undefined) {
    response.set('Content-Range', `bytes ${start}-${end}/${bytes.length}`).status(206);
  }
  response.set('Content-Length', String(end - start + 1));
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end + 1));
}
