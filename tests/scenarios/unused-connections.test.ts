import { once } from 'node:events';
import { connect } from 'node:net';
import { call } from '../call.ts';
import { TestServer } from '../server.ts';
import { emptyFolder } from '../services/databases.ts';

test('a server that ends closes the connection that a browser has opened beforehand, and waits for nothing of it', async () => {
  const place = emptyFolder();
  const server = await TestServer.start(place);
  const beforehand = connect(Number(new URL(server.url).port), '127.0.0.1');
  const closed = once(beforehand, 'close');
  await once(beforehand, 'connect');
  // By its answer the server has accepted the one before.
  await call(server.url, 'GET', '/healthz');
  await server[Symbol.asyncDispose]();
  await closed;
  await place.drop();
});
