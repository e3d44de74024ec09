// The `ws` library with its frame prepared once, as its authors advise for broadcasts.
import { Sender, WebSocketServer } from 'ws';
import { messageOf, obey } from './peer.mjs';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', backlog: 4096 });
server.on('listening', () => {
  obey(server.address().port, (seq, bytes) => {
    const data = Buffer.from(messageOf(seq, bytes));
    const options = { fin: true, rsv1: false, opcode: 1, mask: false, readOnly: false };
    const frame = Buffer.concat(Sender.frame(data, options));
    for (const { _socket: socket } of server.clients) socket.write(frame);
  });
});
