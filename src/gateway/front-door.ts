import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admission } from './admission.ts';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const longPolling = JSON.stringify({
  code: 0,
  message:
    'Long polling is not served here: connect with transports: ["websocket"]. Behind a wall that ' +
    'blocks WebSockets, read GET /api/v1/feeds/{feed}/stream, or poll GET /api/v1/feeds/{feed}.',
});

const tooMany =
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Type: text/plain\r\n' +
  'Connection: close\r\n\r\nToo many connections at once. Come back in a moment.\n';

/** Answers who comes with long polling, and in a storm who comes too many; lets everybody else in. */
export function frontDoor(admission: Admission): Middleware {
  return (request, response, next) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (searchParams.get('transport') !== 'websocket') {
      response.writeHead(400, {
        'Content-Type': 'application/json',
        'Access-Control-Allow-Origin': '*',
      });
      response.end(longPolling);
      return;
    }
    if (admission.admit()) next();
    else request.socket.end(tooMany);
  };
}
