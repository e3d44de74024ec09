import { isOwn, type OwnOrigin } from '../../reading/may-show.ts';

/** The name that readers on our own pages are counted under. */
export const ownSite = 'own';
/** The name of all others that have no site: programs, apps, sandboxed frames. */
export const otherSite = 'other';

/** A longer name of a site is none that is shown. */
const maxLength = 120;

/**
 * The site on which a reader reads: the origin of the page, as its browser says it, never a path. A frame of ours has
 * our own origin, and a sandboxed one none: `around` is the origin of the page around it, as far as its browser says
 * that. It counts readers, and decides nothing.
 */
export function siteOf(origin: string | undefined, around: unknown, own: OwnOrigin): string {
  const isFrame = origin === 'null' || (origin !== undefined && isOwn(origin, own));
  const page = isFrame && typeof around === 'string' ? around : origin;
  if (page === undefined || page.length > maxLength) return otherSite;
  const url = URL.parse(page);
  if (url === null || !/^https?:$/.test(url.protocol)) return otherSite;
  if (isOwn(url.origin, own)) return ownSite;
  // The connection keeps the one text already.
  return url.origin === origin ? origin : url.origin;
}
