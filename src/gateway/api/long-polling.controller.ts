import { randomUUID } from 'node:crypto';
import { All, Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';

const reason =
  'Long polling is not served here: connect with transports: ["websocket"]. Behind a wall that ' +
  'blocks WebSockets, read GET /api/v1/feeds/{feed}/stream, or poll GET /api/v1/feeds/{feed}.';

/** Stands between the packets of one answer (Engine.IO protocol 4). */
const separator = '\u001e';

/**
 * Refuses Socket.IO's long polling: with it, a reader could be served by one instance alone. A client asks for long
 * polling by default, and hides the body of an HTTP error from its program. So the first request gets a successful
 * answer that opens a connection and refuses it at once: the program sees the reason in `connect_error`.
 */
@Controller('socket.io')
export class LongPollingController {
  @All()
  refuse(@Req() request: Request, @Res() response: Response): void {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cache-Control', 'no-store');
    const { EIO: version, sid } = request.query;
    if (request.method === 'GET' && version === '4' && sid === undefined) {
      response.type('text/plain').send(refusal());
      return;
    }
    response.status(400).json({ code: 0, message: reason });
  }
}

/** Engine.IO's `open`, then Socket.IO's `CONNECT_ERROR`, then `close`. The server keeps no state of this connection. */
function refusal(): string {
  const open = {
    sid: randomUUID(),
    upgrades: [],
    pingInterval: 25_000,
    pingTimeout: 20_000,
    maxPayload: 16_384,
  };
  const error = { message: reason, data: { code: 'bad_handshake', retry: false } };
  return [`0${JSON.stringify(open)}`, `44${JSON.stringify(error)}`, '1'].join(separator);
}
