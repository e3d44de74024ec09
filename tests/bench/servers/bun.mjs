// Bun's own publish (uWebSockets), run by Bun.
import { messageOf, obey } from './peer.mjs';

const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: (request, self) => (self.upgrade(request) ? undefined : new Response('?')),
  websocket: { open: (socket) => socket.subscribe('demo'), message: () => undefined },
});
obey(server.port, (seq, bytes) => server.publish('demo', messageOf(seq, bytes)));
