import type { NextFunction, Request, Response } from 'express';

/** A year, as browsers' lists ask for. */
const seconds = 31_536_000;

/**
 * Tells browsers to come by TLS alone (HSTS), where the public address is https and the whole host is ours: of a host
 * that others share, its owner decides. Of hosts below it nothing is said.
 */
export function strictTransport(publicUrl: string | undefined) {
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  const isOurs = url?.protocol === 'https:' && url.pathname === '/';
  return (_request: Request, response: Response, next: NextFunction): void => {
    if (isOurs) response.setHeader('Strict-Transport-Security', `max-age=${seconds}`);
    next();
  };
}
