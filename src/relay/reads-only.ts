import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from '../feed/refusal.ts';

/** What readers send: reports of how long an item took to the screen, and a handshake that is refused with a word. */
const fromReaders = /^\/(api\/v1\/feeds\/[^/]+\/reports|socket\.io)\/?(\?|$)/i;
const newsroom = /^\/newsroom(\/|\?|\.|$)/i;

/** Express middleware: a relay takes no writes, has no newsroom, and says where both are. */
export function readsOnly(upstreamUrl: string) {
  return (
    { method = '', url = '' }: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): void => {
    const isReading = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
    if (!isReading && !fromReaders.test(url)) {
      response.setHeader('Allow', 'GET, HEAD');
      const where = `This is a relay, which is only read. Write at ${upstreamUrl}.`;
      return next(new Refusal('method_not_allowed', where));
    }
    if (newsroom.test(url)) {
      const where = `This is a relay. The newsroom of its feeds is at ${upstreamUrl}/newsroom.`;
      return next(new Refusal('not_relayed', where));
    }
    next();
  };
}
