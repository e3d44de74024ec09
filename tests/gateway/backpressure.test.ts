import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Position } from '../../src/feed/position.ts';
import { bindSocketIo, ownOutletOf } from '../../src/gateway/engine/bind-socket-io.ts';
import type { Outlet } from '../../src/gateway/engine/outlet.ts';
import { ReaderEngine } from '../../src/gateway/engine/reader-engine.ts';
import { FanOut } from '../../src/gateway/fan-out/fan-out.ts';
import { openPath } from '../../src/gateway/fan-out/open-path.ts';
import type { PathName } from '../../src/gateway/fan-out/path.ts';
import { pathsHere } from './paths-here.ts';
import type { Subscriber } from '../../src/gateway/fan-out/subscriber.ts';
import { RawSocket } from '../faults/attacks/raw-socket.ts';
import { until } from '../until.ts';

const position = (seq: number): Position => ({ epoch: 'e', seq, tag: `t${seq}` });

/** A change of some 40 KB that cannot be compressed. */
function change(seq: number) {
  const id = randomBytes(20_000).toString('hex');
  const row = { feed: 'f', at: 'now', kind: 'unpin', id, ...position(seq) } as const;
  return { ...row, prev: `t${seq - 1}` };
}

/** A subscriber that records the position at which it was set aside, and the most bytes that waited for it. */
class Place implements Subscriber {
  readonly feed = 'f';
  index = -1;
  setAsideAt: number | undefined;
  mostWaiting = 0;

  constructor(readonly outlet: Outlet) {}
}

/** Called after a failure too: an open server would keep the test process from ending. */
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A fan-out behind a server of its own. */
async function serve(name: PathName) {
  const http = createServer();
  const server = bindSocketIo(new ReaderEngine(), http);
  const fanOut = new FanOut(await openPath(name, () => undefined));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  closers.push(
    () => http.close(),
    () => server.close(),
  );
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { url, server, fanOut };
}

function connect(url: string, text: (text: string, socket: RawSocket) => void): RawSocket {
  const socket: RawSocket = new RawSocket(url, {
    opened: () => undefined,
    text: (said) => {
      text(said, socket);
    },
    closed: () => undefined,
  });
  closers.push(() => socket.close());
  return socket;
}

describe.each(pathsHere)('on the path "%s"', (name) => {
  test('a reader that stops reading gets what was begun whole, nothing after it, and keeps a bounded backlog', async () => {
    const { url, server, fanOut } = await serve(name);
    const places: Place[] = [];
    fanOut.open(server, (subscriber, { seq }) => {
      (subscriber as Place).setAsideAt = seq;
    });
    server.on('connection', (socket) => {
      const place = new Place(ownOutletOf(socket));
      places.push(place);
      fanOut.join(place);
    });
    const heard: number[] = [];
    const reader = connect(url, (text, socket) => {
      if (text.startsWith('0')) socket.send('40');
      const seq = /"seq":(\d+)/.exec(text)?.[1];
      if (text.startsWith('42') && seq !== undefined) heard.push(Number(seq));
    });
    await until(() => places.length === 1, 'the reader');
    const [place] = places;
    reader.pause();
    let said = 0;
    const isSetAside = () => place?.setAsideAt !== undefined;
    while (!isSetAside() && said < 2_000) {
      for (let n = 0; n < 4; n += 1) {
        said += 1;
        fanOut.change(change(said));
      }
      await new Promise((done) => setImmediate(done));
      const waiting = place?.outlet.tcp.writableLength ?? 0;
      if (place !== undefined) place.mostWaiting = Math.max(place.mostWaiting, waiting);
    }
    const keptUpTo = place?.setAsideAt ?? 0;
    expect(keptUpTo).toBeGreaterThan(0);
    expect(place?.outlet.isClear).toBe(false);
    // At most 256 KB, and the last batch of 160 KB that exceeded it.
    expect(place?.mostWaiting).toBeLessThan(256 * 1024 + 170 * 1024);
    for (let n = 0; n < 20; n += 1) {
      said += 1;
      fanOut.change(change(said));
    }
    reader.resume();
    await until(() => heard.at(-1) === keptUpTo, 'what was begun');
    expect(heard).toEqual(Array.from({ length: keptUpTo }, (_, n) => n + 1));
    await until(() => place?.outlet.isClear === true, 'the drain');
    // Back, it is told what follows, by the fast way again.
    if (place !== undefined) fanOut.join(place);
    fanOut.change(change(said + 1));
    await until(() => heard.at(-1) === said + 1, 'what follows');
    expect(heard).toHaveLength(keptUpTo + 1);
  });

  test('a descriptor that is used again by another connection brings it nothing of the one before', async () => {
    const { url, server, fanOut } = await serve(name);
    fanOut.open(server, () => undefined);
    const places = new Map<string, Place>();
    server.on('connection', (socket) => {
      const place = new Place(ownOutletOf(socket));
      places.set(socket.id, place);
      fanOut.join(place);
      socket.on('disconnect', () => fanOut.leave(place));
    });
    const broken: string[] = [];
    const open = () => {
      let state: 'new' | 'open' | 'joined' = 'new';
      return connect(url, (text, socket) => {
        // A ping comes when its time has come.
        if (text === '2') return;
        const expected = { new: '0', open: '40', joined: '42' }[state];
        if (!text.startsWith(expected)) broken.push(`${state}: ${text.slice(0, 40)}`);
        if (state === 'new') socket.send('40');
        state = state === 'new' ? 'open' : 'joined';
      });
    };
    let readers = Array.from({ length: 60 }, open);
    await until(() => places.size === 60, 'the readers');
    let seq = 0;
    for (let round = 0; round < 10; round += 1) {
      // In the same turn half of the readers leave, as many join, and changes are broadcast.
      const gone = readers.slice(0, 30);
      for (const reader of gone) reader.close();
      for (const place of [...places.values()].slice(-60, -30)) place.outlet.tcp.destroy();
      for (let n = 0; n < 5; n += 1) fanOut.change(change((seq += 1)));
      readers = [...readers.slice(30), ...Array.from({ length: 30 }, open)];
      await until(() => places.size === 60 + 30 * (round + 1), 'those who come');
      fanOut.change(change((seq += 1)));
    }
    expect(broken).toEqual([]);
  });
});
