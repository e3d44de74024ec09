// Stock Socket.IO: what a tutorial does. With REDIS_URL: the same over @socket.io/redis-adapter. With RECOVERY: what
// a reader missed is kept for two minutes, the time that its documentation shows. PORT: where it listens.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { messageOf, obey } from './peer.mjs';

const http = createServer();
const recovery = { connectionStateRecovery: { maxDisconnectionDuration: 120_000 } };
const io = new Server(http, {
  transports: ['websocket'],
  serveClient: false,
  ...(process.env.RECOVERY === undefined ? {} : recovery),
});
if (process.env.REDIS_URL !== undefined) {
  const { createAdapter } = createRequire(`${process.env.ADAPTER}/`)('@socket.io/redis-adapter');
  const publisher = new Redis(process.env.REDIS_URL);
  io.adapter(createAdapter(publisher, publisher.duplicate()));
}
io.on('connection', (socket) => {
  void socket.join('feed:demo');
});
http.listen({ port: Number(process.env.PORT ?? 0), host: '127.0.0.1', backlog: 4096 }, () => {
  obey(http.address().port, (seq, bytes) =>
    // The event's name is part of the message: as many bytes on the wire as with the others.
    io.to('feed:demo').emit('change', JSON.parse(messageOf(seq, bytes - 13))),
  );
});
