import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admission } from './admission.ts';
import type { Drain } from './drain.ts';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

const longPolling = JSON.stringify({
  code: 0,
  message:
    'Long polling is not served here: connect with transports: ["websocket"]. Behind a wall that ' +
    'blocks WebSockets, read GET /api/v1/feeds/{feed}/stream, or poll GET /api/v1/feeds/{feed}.',
});

const tooMany = comeBack('Too many connections at once. Come back in a moment.');
const leaving = comeBack('This instance is stopping. Connect again: another one serves you.');

/** Answers who comes with long polling, in a storm who comes too many, and who comes too late; lets everybody else in. */
export function frontDoor(admission: Admission, drain: Pick<Drain, 'isUnderWay'>): Middleware {
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
    if (drain.isUnderWay) request.socket.end(leaving);
    else if (admission.admit()) next();
    else request.socket.end(tooMany);
  };
}

function comeBack(why: string): string {
  return (
    'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nContent-Type: text/plain\r\n' +
    `Connection: close\r\n\r\n${why}\n`
  );
}
