import type { Response } from 'express';

/**
 * Caches keep the answer for a second, and do not serve it stale while the server lives: a taken-down text is gone
 * within two seconds (PROTOCOL.md §4). Without `stale-while-revalidate=0` some caches choose a time of their own.
 */
const momentary = 'public, max-age=1, stale-while-revalidate=0';
/** While the server is down, caches may serve an answer for this long: a taken-down text can be seen no longer. */
const staleSeconds = 60;

/** For answers that all readers of the same second may share. */
export function cacheMomentarily(response: Response): void {
  forbidStaleForNginx(response);
  response.setHeader('Cache-Control', momentary);
}

/** The same; a cache may also serve the answer for a minute while the server is down. For pages and snapshots. */
export function cacheThroughOutages(response: Response): void {
  forbidStaleForNginx(response);
  response.setHeader('Cache-Control', `${momentary}, stale-if-error=${staleSeconds}`);
}

/** For answers that never change at their URL. */
export function cacheForGood(response: Response): void {
  response.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
}

/**
 * For pictures, which never change at their address and may be erased: a browser keeps what it has, and caches that many
 * share ask again after a second.
 */
export function cachePicture(response: Response): void {
  forbidStaleForNginx(response);
  response.setHeader(
    'Cache-Control',
    'public, max-age=31536000, immutable, s-maxage=1, stale-while-revalidate=0',
  );
}

/** For answers to one person, which no cache may keep. */
export function cacheNowhere(response: Response): void {
  response.setHeader('Cache-Control', 'private, no-store');
}

/**
 * Keeps nginx from storing the answer. When nginx is set to serve stale answers while it updates, as its manuals
 * advise, it serves what it has stored, however old, whatever `Cache-Control` says. nginx removes this header from the
 * answer.
 */
function forbidStaleForNginx(response: Response): void {
  response.setHeader('X-Accel-Expires', '0');
}
