import type { NextFunction, Request, Response } from 'express';
import { isSlug, needsToken } from '../../feed/feed-info.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { InsiderProof } from '../../http/newsroom/insiders.ts';
import { sessionIn } from '../../http/session-secret.ts';
import type { FeedGate } from './feed-gate.ts';

/** Streams ask the gate themselves: an EventSource learns a refusal from an event alone. */
const isStream = /^\/api\/v1\/feeds\/[^/]+\/stream\/?$/i;
/** Another newsroom that follows the feed proves itself by a token of its own. */
const isFollowing = /^\/api\/v1\/feeds\/[^/]+\/following\/?$/i;
const isOembed = /^\/oembed\/?$/i;
/** Before it, the address may have a path of the site's own. */
const lastFeed = /.*\/feeds\/([^/]+)/i;
const ofFeed = /^\/(?:api\/v1\/)?(?:feeds|embed)\/([^/]+)/i;

/**
 * Stands before all routes: whatever is asked at an address of a feed for signed-in readers, nobody gets an answer without a
 * pass, whether its route thinks of it or not. The token is in `Authorization: Bearer`, or in the query as `token`, which no
 * route sees. Answers are for this reader alone, and no cache keeps them.
 */
export function guardFeeds(
  gate: Pick<FeedGate, 'pass'>,
  snapshotOf: (feed: string) => Promise<Snapshot | undefined>,
) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    try {
      const token = takeToken(request);
      const feed = feedIn(request);
      const isOwnWay = isStream.test(request.path) || isFollowing.test(request.path);
      const snapshot = feed === undefined || isOwnWay ? undefined : await snapshotOf(feed);
      if (snapshot === undefined || !needsToken(snapshot.info)) return next();
      keepPrivate(response);
      await gate.pass(snapshot, { token, proof: proofOf(request) }).catch((error: unknown) => {
        // Every site's page may read why: a refusal has nothing of the feed in it.
        response.setHeader('Access-Control-Allow-Origin', '*');
        throw error;
      });
      next();
    } catch (error) {
      next(error);
    }
  };
}

/** By what a call may be known as the newsroom's. */
export function proofOf(request: Request): InsiderProof {
  const { origin, host, cookie } = request.headers;
  return { session: sessionIn(cookie), origin, host, request };
}

const taken = new WeakMap<Request, string>();

/** The token that a request has shown. */
export function tokenOf(request: Request): string | undefined {
  return taken.get(request);
}

/** Takes the token out of the query, where later readers of the address might log it or keep it. */
function takeToken(request: Request): string | undefined {
  // Most addresses have none: their query is not parsed.
  const asked = request.url.includes('token=') ? queryOf(request) : new URLSearchParams();
  const inQuery = asked.get('token');
  if (inQuery !== null && ofFeedOrEmbed(request)) {
    asked.delete('token');
    const [path = ''] = request.url.split('?', 1);
    request.url = asked.size === 0 ? path : `${path}?${asked.toString()}`;
  }
  // Tokens of the newsroom have no dots.
  const bearer = /^Bearer +([\w-]+\.[\w-]*\.[\w-]*)$/i.exec(request.headers.authorization ?? '');
  const token = bearer?.[1] ?? inQuery ?? undefined;
  if (token !== undefined) taken.set(request, token);
  return token;
}

/** All behind the first question mark: another one is a part of it. */
function queryOf({ url }: Request): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

function ofFeedOrEmbed(request: Request): boolean {
  return ofFeed.test(request.path) || isOembed.test(request.path);
}

/** The feed that an address names; that of oEmbed stands in its query. */
function feedIn(request: Request): string | undefined {
  const { path } = request;
  const url = isOembed.test(path) ? queryOf(request).get('url') : null;
  const named = url === null ? path : (URL.parse(url)?.pathname ?? '');
  const slug = (url === null ? ofFeed : lastFeed).exec(named)?.[1];
  const feed = slug === undefined ? undefined : decoded(slug);
  return isSlug(feed) ? feed : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whatever a route says of caches later, no cache keeps the answer. */
function keepPrivate(response: Response): void {
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    set(name, name.toLowerCase() === 'cache-control' ? 'private, no-store' : value);
  response.setHeader('Cache-Control', 'private, no-store');
}
