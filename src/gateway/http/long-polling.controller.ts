import { All, Controller, HttpStatus, Res } from '@nestjs/common';
import type { Response } from 'express';

/** Answers Socket.IO's long polling, which is not served: any instance must be able to serve any reader. */
@Controller('socket.io')
export class LongPollingController {
  @All()
  refuse(@Res() response: Response): void {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.status(HttpStatus.BAD_REQUEST).json({
      code: 0,
      message:
        'Long polling is not served here: connect with transports: ["websocket"]. Behind a wall that ' +
        'blocks WebSockets, read GET /api/v1/feeds/{feed}/stream, or poll GET /api/v1/feeds/{feed}.',
    });
  }
}
