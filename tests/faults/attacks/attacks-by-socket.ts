import { randomBytes } from 'node:crypto';
import { io } from 'socket.io-client';
import { call } from '../../call.ts';
import { exchange, upgrade, type Attack } from './attack.ts';
import { RawSocket } from './raw-socket.ts';

const randomFrames: Attack = {
  name: 'random frames',
  run: async (url) => {
    await Promise.all(
      Array.from({ length: 20 }, () =>
        exchange(url, Buffer.concat([Buffer.from(upgrade), randomBytes(2_000)]), 200),
      ),
    );
    return [];
  },
};

/** Frames that are well-formed, with packets in them that no client sends. */
const oddPackets: Attack = {
  name: 'packets no client sends',
  run: async (url, feed) => {
    const packets = ['9', '4', '40{', '40[]', '42["subscribe"]', '42["__proto__",{}]', '451-["a"]'];
    const deep = `${'['.repeat(7_000)}${']'.repeat(7_000)}`;
    const auth = JSON.stringify({ v: 1, subs: [{ feed }] });
    const after = [`42["subscribe",${deep}]`, '42[null]', '43999[]', '42["subscribe",null]'];
    await Promise.all(
      packets.map(
        (packet) =>
          new Promise<void>((done) => {
            const socket = new RawSocket(url, {
              opened: () => {
                for (const text of [packet, `40${auth}`, ...after]) socket.send(text);
                setTimeout(() => {
                  socket.close();
                  done();
                }, 200);
              },
              text: () => undefined,
              closed: () => done(),
            });
          }),
      ),
    );
    return [];
  },
};

const hugeAuth: Attack = {
  name: 'a huge handshake',
  run: async (url) => {
    const heard = await answersTo(url, { v: 1, subs: [{ feed: 'x'.repeat(1_000_000) }] });
    return heard.length === 0 ? [] : ['a handshake of a megabyte was answered'];
  },
};

const forgedPositions: Attack = {
  name: 'forged positions',
  run: async (url, feed, closed) => {
    const head = (await call(url, 'GET', `/api/v1/feeds/${feed}/head`)).json;
    const { epoch, seq, tag } = head as { epoch: string; seq: number; tag: string };
    const others = (await call(url, 'GET', `/api/v1/feeds/${closed}/head`)).json;
    const places: Record<string, unknown>[] = [
      { epoch, seq: 2 ** 53, tag },
      { epoch, seq: -1, tag },
      { epoch, seq: 1.5, tag },
      { epoch, seq: '1', tag },
      { epoch, seq, tag: { toString: 'x' } },
      { epoch, seq: 2 ** 53 - 1, tag: 'forged' },
      { epoch, seq, tag: 'forged' },
      { epoch: 'forged', seq, tag },
      { epoch: others['epoch'], seq: others['seq'], tag: others['tag'] },
      { epoch, seq },
    ];
    const faults: string[] = [];
    for (const place of places) {
      const heard = await answersTo(url, { v: 1, subs: [{ feed, ...place }] });
      const [event, body] = heard[0] ?? ['nothing', {}];
      const said = body as Record<string, unknown>;
      const isRefused = event === 'refused' && said['code'] === 'bad_position';
      const isNew = event === 'snapshot' && said['reset'] !== undefined && said['feed'] === feed;
      if (!isRefused && !isNew) faults.push(`${JSON.stringify(place)} was answered ${event}`);
    }
    const flood = Array.from({ length: 20 }, (_, n) => ({
      feed,
      epoch,
      seq: seq + n + 1,
      tag: 'x',
    }));
    await Promise.all(Array.from({ length: 20 }, () => answersTo(url, { v: 1, subs: flood })));
    return faults;
  },
};

const oddHandshakes: Attack = {
  name: 'handshakes of other kinds',
  run: async (url) => {
    const auths: unknown[] = [
      { v: 2, subs: [] },
      { v: 1, subs: 'all' },
      { v: 1, subs: [null, 1, 'f', [], {}] },
      { v: 1, subs: [{ feed: '__proto__' }, { feed: 'constructor' }, { feed: '../f' }] },
      { v: 1, subs: Array.from({ length: 1_000 }, (_, n) => ({ feed: `f${n}` })) },
    ];
    const faults: string[] = [];
    for (const auth of auths) {
      const heard = await answersTo(url, auth);
      const isClear = heard.length > 0 && heard.every(([event]) => event === 'refused');
      if (!isClear)
        faults.push(`${JSON.stringify(auth).slice(0, 60)} was answered ${heard.length}`);
    }
    return faults;
  },
};

/** What strangers send over Socket.IO. */
export const attacksBySocket: readonly Attack[] = [
  randomFrames,
  oddPackets,
  hugeAuth,
  forgedPositions,
  oddHandshakes,
];

/** The server's messages after a handshake, until the server is silent for a moment or closes. */
function answersTo(url: string, auth: unknown): Promise<readonly [string, unknown][]> {
  return new Promise((done) => {
    const heard: [string, unknown][] = [];
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: auth as object,
    });
    const end = () => {
      socket.close();
      done(heard);
    };
    let timer = setTimeout(end, 2_000);
    socket.onAny((event: string, body: unknown) => {
      heard.push([event, body]);
      clearTimeout(timer);
      timer = setTimeout(end, 100);
    });
    socket.on('disconnect', end);
    socket.on('connect_error', end);
  });
}
