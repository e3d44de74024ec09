import type { FeedInfo } from '../feed/feed-info.ts';
import { Refusal } from '../feed/refusal.ts';
import type { RefusalReport } from '../http/refusal-report.ts';

/** What our own pages come from: the public origin where it is set, otherwise whatever host was asked. */
export interface OwnOrigin {
  readonly host: string | undefined;
  readonly publicOrigin: string | undefined;
}

/**
 * Whether a page of this origin may show the feed: the feed's allow-list, one setting with one meaning for sockets,
 * streams, CORS and frames. No list: everybody; an empty one: nobody but ourselves. `https://*.example.org` names every
 * host below example.org, as in CSP. No origin: no browser, and nothing to protect: the list is about who shows a feed,
 * it keeps no secret.
 */
export function mayShow(info: FeedInfo, origin: string | undefined, own: OwnOrigin): boolean {
  const { origins } = info;
  if (origins === undefined || origin === undefined) return true;
  return isOwn(origin, own) || origins.some((allowed) => covers(allowed, origin));
}

/**
 * Lets a reader in who asks for a feed's news as they come, or for something that stands for them: sockets, streams, reports.
 * Throws `origin_not_allowed` where its page may not show the feed, and counts that.
 */
export function admit(
  { feed, info }: { readonly feed: string; readonly info: FeedInfo },
  origin: string | undefined,
  own: OwnOrigin,
  refusals: Pick<RefusalReport, 'met'>,
): void {
  if (mayShow(info, origin, own)) return;
  refusals.met('origin');
  throw new Refusal('origin_not_allowed', whyNot(feed, origin));
}

/** A host that the public origin does not have is somebody's own name for this server: it proves nothing. */
export function isOwn(origin: string, { host, publicOrigin }: OwnOrigin): boolean {
  if (publicOrigin !== undefined) return origin === publicOrigin;
  return host !== undefined && URL.parse(origin)?.host === host;
}

function covers(allowed: string, origin: string): boolean {
  const [scheme, rest] = allowed.split('://*.');
  if (rest === undefined || scheme === undefined) return allowed === origin;
  return origin.startsWith(`${scheme}://`) && origin.endsWith(`.${rest}`);
}

/** Why a page may not show the feed, and the cure where there is one. */
function whyNot(feed: string, origin: string | undefined): string {
  return origin === 'null'
    ? `The feed "${feed}" is for named sites, and a sandboxed frame has no name: give it allow-same-origin.`
    : `The feed "${feed}" may not be shown on this site.`;
}
