import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { UnusedConnections } from '../../src/process/unused-connections.ts';

const asks = 'GET / HTTP/1.1\r\nHost: news.example\r\n\r\n';
let server: Server;
let unused: UnusedConnections;

beforeEach(async () => {
  server = createServer((_request, response) => response.end('the news'));
  unused = new UnusedConnections(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

/** A connection that the server has accepted. */
async function opened(): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  const accepted = once(server, 'connection');
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await accepted;
  return socket;
}

test('a server that ends waits for no connection over which nothing came, or half a request', async () => {
  const sockets = [await opened(), await opened()];
  sockets[1]?.write(asks.slice(0, 9));
  const closed = sockets.map((socket) => once(socket, 'close'));
  const ended = new Promise((done) => server.close(done));
  const end = unused.close();
  await Promise.all([ended, ...closed]);
  end();
});

test('what is asked over a connection that was just opened is answered', async () => {
  const socket = await opened();
  const end = unused.close();
  const answer = once(socket, 'data');
  socket.write(asks);
  expect(String((await answer)[0])).toContain('the news');
  end();
  socket.destroy();
  await new Promise((done) => server.close(done));
});
