import { connect, type Socket } from 'node:net';
import { adminToken } from '../call.ts';
import { ServerProcess } from '../process.ts';
import { emptyFolder } from '../services/databases.ts';
import { until } from '../until.ts';

/** By default 511 connections may wait to be accepted; whoever comes then is not heard for seconds. */
test('a thousand readers that come while the process is busy are let in', async () => {
  const place = emptyFolder();
  const environment = { DATA_DIR: place.where.dataDir, ADMIN_TOKEN: adminToken };
  const { server, url } = await ServerProcess.serving(environment);
  process.kill(server.pid, 'SIGSTOP');
  const sockets: Socket[] = [];
  let connected = 0;
  for (let n = 0; n < 1_000; n += 1) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => (connected += 1));
    socket.on('error', () => undefined);
    sockets.push(socket);
  }
  try {
    await until(() => connected === 1_000, 'a thousand connections');
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.kill();
    await place.drop();
  }
});
