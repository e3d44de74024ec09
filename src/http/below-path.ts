import type { IncomingMessage, Server } from 'node:http';
import type { NextFunction, Request, Response } from 'express';

/**
 * Lets a server stand below a path ("/news/live"), whether the proxy before it takes the path off or passes it on:
 * requests and WebSockets are seen without it.
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
 * A page's addresses are relative to it, so that a slash too many would lead them astray: such a request is sent to the
 * address without, and one for the path itself to its folder.
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
