import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { freePort } from '../../services/free-port.ts';
import { createFeed, feed } from '../dateline.ts';
import { crowdOfLibraries, type LineServer, type LineSubject } from './line-subject.ts';
import { openOwnLine } from './own-line.ts';
import { openStockLine } from './stock-line.ts';

const happenings = ['broken lines', 'restart', 'reload'] as const;

/** Readers with the stock library, and the ticker's own connection. */
export const datelineLines: readonly LineSubject[] = [
  {
    name: 'Dateline, stock clients',
    readers: crowdOfLibraries,
    happenings,
    open: openStockLine,
    start,
  },
  { name: 'Dateline, its ticker', readers: 50, happenings, open: openOwnLine, start },
];

async function start(): Promise<LineServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dateline-data-'));
  const port = await freePort();
  const environment = { DATA_DIR: dataDir, ADMIN_TOKEN: adminToken, PORT: String(port) };
  const first = await ServerProcess.serving(environment);
  const { url } = first;
  let { server } = first;
  await createFeed(url, feed);
  return {
    url,
    publish: async (item) => {
      const headers = { authorization: `Bearer ${adminToken}`, 'idempotency-key': `item-${item}` };
      const path = `/api/v1/feeds/${feed}/items`;
      const { status } = await call(url, 'POST', path, { headline: String(item) }, headers);
      return status === 200 || status === 201;
    },
    restart: async () => {
      await server.kill('SIGTERM');
      ({ server } = await ServerProcess.serving(environment));
    },
    reload: () => server.signal('SIGHUP'),
    stop: async () => {
      await server.kill();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
