import type { Response } from 'express';

/**
 * For a second, and never stale while the server lives: what was taken down is gone within two (PROTOCOL.md §4).
 * Without `stale-while-revalidate=0` some caches take a grace of their own.
 */
const momentary = 'public, max-age=1, stale-while-revalidate=0';
/** While the server is dead a cache may go on with what it has: so long, and no longer, a text outlives its takedown. */
const staleSeconds = 60;

/** Shared by all who ask in the same second. */
export function cacheMomentarily(response: Response): void {
  forbidStaleForNginx(response);
  response.setHeader('Cache-Control', momentary);
}

/** The same, and for a minute from a cache whose server is away: for what people read. */
export function cacheThroughOutages(response: Response): void {
  forbidStaleForNginx(response);
  response.setHeader('Cache-Control', `${momentary}, stale-if-error=${staleSeconds}`);
}

/** What never changes under its address. */
export function cacheForGood(response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
}

/** For one person, and kept nowhere. */
export function cacheNowhere(response: Response): void {
  response.setHeader('Cache-Control', 'private, no-store');
}

/**
 * Told to serve stale while it updates, as its manuals advise, nginx gives the first to ask what it has, however old,
 * whatever `Cache-Control` says; only this keeps it from storing. It takes the header out of the answer.
 */
function forbidStaleForNginx(response: Response): void {
  response.setHeader('X-Accel-Expires', '0');
}
