import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Change } from '../../src/feed/change.ts';
import { bindSocketIo, ownOutletOf } from '../../src/gateway/engine/bind-socket-io.ts';
import { ReaderEngine } from '../../src/gateway/engine/reader-engine.ts';
import { FanOut } from '../../src/gateway/fan-out/fan-out.ts';
import { openPath } from '../../src/gateway/fan-out/open-path.ts';
import { pathsHere } from './paths-here.ts';
import { StockReader } from '../stock-reader.ts';
import { until } from '../until.ts';

/** A change that counts how often it is encoded. */
function counting(seq: number): { readonly change: Change; readonly encoded: () => number } {
  let times = 0;
  const row = { feed: 'f', epoch: 'e', seq, tag: `t${seq}`, prev: `t${seq - 1}`, at: 'now' };
  const change = { ...row, kind: 'unpin', id: 'x' } as const;
  const counted = {
    ...change,
    toJSON: () => {
      times += 1;
      return change;
    },
  };
  return { change: counted, encoded: () => times };
}

describe.each(pathsHere)('on the path "%s"', (name) => {
  test('a change is encoded once, for thirty readers as for one', async () => {
    const http = createServer();
    const server = bindSocketIo(new ReaderEngine(), http);
    const fanOut = new FanOut(await openPath(name, () => undefined));
    expect(fanOut.pathName).toBe(name);
    fanOut.open(server, () => undefined);
    server.on('connection', (socket) =>
      fanOut.join({ feed: 'f', outlet: ownOutletOf(socket), index: -1 }),
    );
    await new Promise<void>((done) => http.listen(0, '127.0.0.1', () => done()));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

    using crowd = new DisposableStack();
    const readers = [crowd.use(new StockReader(url))];
    await until(() => fanOut.readersOf('f') === 1, 'the first reader');
    const alone = counting(1);
    fanOut.change(alone.change);
    while (readers.length < 30) readers.push(crowd.use(new StockReader(url)));
    await until(() => fanOut.readersOf('f') === 30, 'all readers');
    const shared = counting(2);
    fanOut.change(shared.change);
    const haveIt = () => readers.every((reader) => reader.of('change').at(-1)?.seq === 2);
    await until(haveIt, 'the change');
    expect(alone.encoded()).toBe(1);
    expect(shared.encoded()).toBe(1);
    await server.close();
    http.close();
  });
});
