import type { IncomingHttpHeaders } from 'node:http';
import type { FeedInfo } from '../../feed/feed-info.ts';
import { mayShow, type OwnOrigin } from '../../reading/may-show.ts';

/** Headers that decide the answer, for caches. */
export const decidedBy = 'Origin, Referer, Sec-Fetch-Dest, Sec-Fetch-Site';

/**
 * The host of the site that asks for a frame and may not show the feed; undefined for one that may, or that says
 * nothing of itself: then `frame-ancestors` decides, and the browser shows a page of its own.
 */
export function refusedSite(
  info: FeedInfo,
  headers: IncomingHttpHeaders,
  publicOrigin: string | undefined,
): string | undefined {
  if (info.origins === undefined) return undefined;
  const fetched = { as: headers['sec-fetch-dest'], from: headers['sec-fetch-site'] };
  // A tab of its own is no frame, whatever page the link was on.
  if (fetched.as === 'document' || fetched.from === 'same-origin') return undefined;
  const site = URL.parse(headers.origin ?? '') ?? URL.parse(headers.referer ?? '');
  if (site === null || !/^https?:$/.test(site.protocol)) return undefined;
  const own: OwnOrigin = { host: headers.host, publicOrigin };
  return mayShow(info, site.origin, own) ? undefined : site.host;
}
