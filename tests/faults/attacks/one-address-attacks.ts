import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { clientFrame } from '../../gateway/frames.ts';
import { upgrade } from './attack.ts';

/** What one address does to a server, again and again, until `isOver`. */
export interface Siege {
  readonly url: string;
  readonly feed: string;
  readonly minutes: number;
  /** Positions of the log, which anybody may know. */
  readonly places: readonly object[];
}

/** The address all of it comes from, told by a trusted proxy. */
const address = '192.0.2.66';
const forwarded = `X-Forwarded-For: ${address}\r\n`;
const headers = { 'x-forwarded-for': address };
const mask = Buffer.from([1, 2, 3, 4]);

type Attack = (siege: Siege, isOver: () => boolean, n: number) => Promise<void>;

const attacks: Readonly<Record<string, Attack>> = {
  'refused upgrades': async (siege) => {
    const tcp = await say(siege, upgrade.replace('/socket.io/', '/elsewhere/'));
    tcp.write('x');
    tcp.end();
  },
  'unread pings': (siege, isOver) => flood(siege, isOver, () => frame(9, 'p'.repeat(125))),
  'CONNECTs to invented namespaces': (siege, isOver) =>
    flood(siege, isOver, (n) => frame(1, `40/invented-${n},`)),
  'subscribes with true positions': (siege, isOver) =>
    flood(siege, isOver, (n) => {
      const place = siege.places[n % siege.places.length];
      return frame(1, `42["subscribe",${JSON.stringify({ feed: siege.feed, ...place })}]`);
    }),
  streams: async ({ url, feed }, isOver) => {
    const response = await fetch(`${url}/api/v1/feeds/${feed}/stream`, { headers });
    if (isOver()) await response.body?.cancel();
    else for await (const _ of response.body ?? []) if (isOver()) break;
  },
  'invented feeds': ({ url }, _, n) => read(`${url}/api/v1/feeds/invented-${n}`),
  'at and cursors': async ({ url, feed }, _, n) => {
    // Of the past, and no two alike: only the database knows.
    const at = new Date(Date.now() - 1_000 - ((n * 7) % 30_000)).toISOString();
    await read(`${url}/api/v1/feeds/${feed}?at=${at}`);
    await read(`${url}/api/v1/feeds/${feed}/items?limit=100&before=${at}~${randomUUID()}`);
    await read(`${url}/feeds/${feed}?before=${at}~${randomUUID()}`);
  },
};

/** How many of each are at it at once. */
const hands = 4;

/** All of them at once. Resolves to how often each was done. */
export async function besiege(siege: Siege): Promise<Readonly<Record<string, number>>> {
  const endMs = Date.now() + siege.minutes * 60_000;
  const isOver = () => Date.now() >= endMs;
  const done: Record<string, number> = {};
  const work = async (name: string, attack: Attack) => {
    while (!isOver()) {
      done[name] = (done[name] ?? 0) + 1;
      await attack(siege, isOver, done[name]).catch(() => undefined);
      // A client that is refused at once is quick: others must have their turn in this process.
      await new Promise((next) => setTimeout(next, 5));
    }
  };
  const all = Object.entries(attacks).flatMap(([name, attack]) =>
    Array.from({ length: hands }, () => work(name, attack)),
  );
  // Whoever is still waiting for an answer then is not waited for.
  const late = new Promise((next) => setTimeout(next, siege.minutes * 60_000 + 3_000));
  await Promise.race([Promise.all(all), late]);
  return done;
}

function frame(opcode: number, text: string): Buffer {
  return clientFrame({ opcode, payload: Buffer.from(text) }, mask);
}

async function read(url: string): Promise<void> {
  await (await fetch(url, { headers })).text();
}

/** Asks, and has the first of the answer. */
function say({ url }: Siege, asked: string): Promise<Socket> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(url);
    const tcp = connect(Number(port), hostname);
    tcp.on('error', fail);
    tcp.on('close', () => fail(new Error('closed')));
    tcp.once('data', () => done(tcp));
    tcp.write(asked.replace('\r\n\r\n', `\r\n${forwarded}\r\n`));
  });
}

/** Opens a socket, reads no more, and writes until it is closed. */
async function flood(
  siege: Siege,
  isOver: () => boolean,
  next: (n: number) => Buffer,
): Promise<void> {
  const tcp = await say(siege, upgrade);
  tcp.write(frame(1, '40'));
  tcp.pause();
  for (let n = 0; !isOver() && !tcp.destroyed && tcp.writable; n += 1) {
    tcp.write(next(n));
    // As fast as it is read; a server that reads no more is left alone for a while.
    if (tcp.writableLength > 1_000_000) await new Promise((go) => setTimeout(go, 100));
    else if (n % 50 === 0) await new Promise((go) => setImmediate(go));
  }
  tcp.destroy();
}
