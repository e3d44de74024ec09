import type { IncomingMessage, Server } from 'node:http';
import type { NextFunction, Request, Response } from 'express';

/**
 * Serves everything below a path ("/news/live"): the path is removed from the URLs of requests and WebSockets. It does
 * not matter whether the proxy has removed it already.
 */
export function standBelow(server: Server, path: string): void {
  if (path === '') return;
  const takeOff = (request: IncomingMessage) => {
    if (request.url?.startsWith(`${path}/`) === true) request.url = request.url.slice(path.length);
  };
  server.prependListener('request', takeOff);
  server.prependListener('upgrade', takeOff);
}

/**
 * Redirects an address with a slash too many to the one without, because the relative links of a page would be wrong
 * there. A request for the path itself is redirected to the path with a slash.
 */
export function straightenPath(path: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const [asked = '', ...query] = request.url.split('?');
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    const last = asked.slice(asked.lastIndexOf('/', asked.length - 2) + 1);
    if (!isReading || asked.startsWith('/api/') || asked.startsWith('/socket.io/')) return next();
    const search = query.length > 0 ? `?${query.join('?')}` : '';
    if (path !== '' && asked === path) response.redirect(308, `${last}/${search}`);
    else if (asked.length > 1 && asked.endsWith('/') && /^[\w.-]+\/$/.test(last)) {
      response.redirect(308, `../${last.slice(0, -1)}${search}`);
    } else next();
  };
}
