import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { accept } from '../../../src/feed/acceptance.ts';
import { apply } from '../../../src/feed/apply.ts';
import { newest, snapshotItems, type Snapshot } from '../../../src/feed/snapshot.ts';
import type { ClientEvents, ServerEvents } from '../../../src/feed/messages.ts';
import { emptyFolder } from '../../services/databases.ts';
import { call } from '../../call.ts';
import { TestServer } from '../../server.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';

/** The TCP socket under a stock client: what a stalled machine stops reading. */
function wire(socket: Socket<ServerEvents, ClientEvents>): {
  pause: () => void;
  resume: () => void;
} {
  const { transport } = socket.io.engine as unknown as {
    transport: { ws: { _socket: { pause: () => void; resume: () => void } } };
  };
  return transport.ws._socket;
}

const promise =
  'a reader that stops reading is set aside with a bounded backlog, harms nobody, and heals';

test.each(['auto', 'stock'] as const)(`${promise}, with FANOUT=%s`, async (fanOut) => {
  const place = emptyFolder();
  await using server = await TestServer.start(place, { fanOut });
  await server.createFeed('f');
  using quick = new StockReader(server.url, { v: 1, subs: [{ feed: 'f' }] });

  const broken: string[] = [];
  const seen: { view: Snapshot | undefined; syncs: number; cuts: number } = {
    view: undefined,
    syncs: 0,
    cuts: 0,
  };
  const slow: Socket<ServerEvents, ClientEvents> = io(server.url, {
    transports: ['websocket'],
    forceNew: true,
    auth: { v: 1, subs: [{ feed: 'f' }] },
  });
  const take = (change: Parameters<ServerEvents['change']>[0]) => {
    const { view } = seen;
    if (view === undefined || accept(view, () => undefined, change) !== 'next') {
      broken.push(`${change.seq} at ${view?.seq}`);
    } else seen.view = apply(view, change);
  };
  slow.on('snapshot', ({ reset: _, ...snapshot }) => {
    seen.view = snapshot;
  });
  slow.on('sync', ({ changes }) => {
    seen.syncs += 1;
    changes.forEach(take);
  });
  slow.on('change', take);
  slow.on('disconnect', () => {
    seen.cuts += 1;
  });
  await until(() => seen.view !== undefined && quick.of('snapshot').length === 1, 'both readers');

  wire(slow).pause();
  const lagging = async () =>
    Number(
      /^dateline_lagging_readers (\d+)/m.exec(
        (await call(server.url, 'GET', '/metrics')).text,
      )?.[1],
    );
  // A text that does not get smaller: stock clients take compressed frames.
  const body = randomBytes(20_000).toString('hex');
  let published = 0;
  // The kernel's buffers grow for a while, and then take nothing more: lagging for good.
  let looks = 0;
  while (looks < 3 && published < 1_000) {
    for (let n = 0; n < 20; n += 1)
      await server.publish('f', { headline: `${published + n}`, body });
    published += 20;
    looks = (await lagging()) === 0 ? 0 : looks + 1;
  }
  expect(await lagging()).toBe(1);
  for (let n = 0; n < 100; n += 1) await server.publish('f', { headline: `after ${n}` });
  published += 100;
  await until(() => quick.of('change').length === published, 'the quick reader');

  wire(slow).resume();
  const truth = (await call(server.url, 'GET', '/api/v1/feeds/f')).json as unknown as Snapshot;
  await until(() => seen.view?.seq === truth.seq, 'the slow reader to heal');
  expect(seen.view && newest(seen.view, snapshotItems)).toEqual(truth);
  // On a machine so busy that the pause outlasts the ping, the line is cut, and the reader begins anew.
  expect(seen.syncs + seen.cuts).toBeGreaterThan(0);
  expect(broken).toEqual([]);
  expect(await lagging()).toBe(0);
  slow.close();
  await place.drop();
});
