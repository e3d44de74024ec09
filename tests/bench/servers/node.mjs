// What Node itself asks for taking a reader in: the same answers as Dateline's, each a constant, in as many writes.
import { hash } from 'node:crypto';
import { createServer as createHttp } from 'node:http';
import { createServer as createNet } from 'node:net';
import { obey } from './peer.mjs';

const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function frame(text) {
  const bytes = Buffer.from(text);
  const { length } = bytes;
  const head = length < 126 ? [0x81, length] : [0x81, 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), bytes]);
}

const open = frame(
  '0{"sid":"0","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":16384}',
);
const welcome = Buffer.concat([
  frame('40{"sid":"0"}'),
  frame(`42["snapshot",{"feed":"demo","pad":"${'x'.repeat(300)}"}]`),
]);

function accept(socket, key) {
  const answer = hash('sha1', `${key}${magic}`, 'base64');
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${answer}\r\n\r\n${open.latin1Slice()}`,
    'latin1',
  );
}

function ignore() {}

/** The reader's only words: it wants to follow. */
function onData() {
  if (this.follows) return;
  this.follows = true;
  this.write(welcome);
}

function onRequest(chunk) {
  const [, key] = /sec-websocket-key: (\S+)/i.exec(chunk.latin1Slice());
  this.off('data', onRequest);
  this.on('data', onData);
  accept(this, key);
}

const servers = {
  net: () =>
    createNet({ noDelay: true }, (socket) => {
      socket.on('error', ignore);
      socket.on('data', onRequest);
    }),
  http: () =>
    createHttp().on('upgrade', (request, socket) => {
      socket.on('error', ignore);
      socket.on('data', onData);
      accept(socket, request.headers['sec-websocket-key']);
    }),
};

const server = servers[process.argv[2]]();
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  obey(server.address().port, ignore),
);
