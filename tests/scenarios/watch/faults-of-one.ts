import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { call } from '../../call.ts';
import { Receiver } from '../../followers/receiver.ts';
import { StockReader } from '../../stock-reader.ts';
import { until } from '../../until.ts';
import type { Watched } from './watched.ts';

/** Ends a fault. */
export type Heal = () => Promise<unknown>;

/** Of what ends by itself. */
export const nothing: Heal = async () => undefined;

/** Attackers come from addresses that nobody else has. */
const from = (address: string) => ({ 'x-forwarded-for': address });

/** An attack, again and again until it is ended: while one lasts, nobody may look on a busy machine. */
export async function asManyTimes(count: number, attack: () => Promise<unknown>): Promise<Heal> {
  const attackAll = async () => {
    for (let n = 0; n < count; n += 10) await Promise.all(Array.from({ length: 10 }, attack));
  };
  await attackAll();
  const state = { isOver: false };
  const attacking = (async () => {
    while (!state.isOver) {
      await pause(3_000);
      if (!state.isOver) await attackAll();
    }
  })();
  attacking.catch(() => undefined);
  return async () => {
    state.isOver = true;
    await attacking;
  };
}

export function read(url: string) {
  return call(url, 'GET', '/api/v1/feeds/f/items', undefined, from('192.0.2.1'));
}

export function guess(url: string) {
  const headers = { ...from('192.0.2.2'), authorization: 'Bearer no-token-of-theirs' };
  return call(url, 'GET', '/api/v1/people', undefined, headers);
}

export function showElsewhere(url: string) {
  const address = `192.0.2.${10 + Math.floor(Math.random() * 200)}`;
  const headers = { ...from(address), origin: 'https://other.example' };
  return call(url, 'GET', '/api/v1/feeds/named/stream', undefined, headers);
}

/** Twenty streams whose readers do not read. */
export async function stopReading({ alone }: Watched): Promise<Heal> {
  await alone.createFeed('big');
  const port = Number(new URL(alone.url).port);
  const sockets = Array.from({ length: 20 }, (): Socket => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET /api/v1/feeds/big/stream HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket.pause();
  });
  const state = { isOver: false };
  const body = randomBytes(20_000).toString('hex');
  const publishing = (async () => {
    while (!state.isOver) {
      await alone.publish('big', { headline: 'Much', body });
      await pause(250);
    }
  })();
  publishing.catch(() => undefined);
  return async () => {
    state.isOver = true;
    await publishing;
    for (const socket of sockets) socket.destroy();
  };
}

/** A follower whose target is down, and what happens meanwhile. */
export async function loseFollower({ alone }: Watched, feed: string, posts: number): Promise<Heal> {
  const receiver = await Receiver.open();
  receiver.manner = 'down';
  const path = `/api/v1/feeds/${feed}/followers`;
  const added = await alone.call('POST', path, { kind: 'webhook', target: receiver.url });
  receiver.secret = String(added.json['secret']);
  const id = String(added.json['id']);
  await alone.publishMany(feed, posts);
  return async () => {
    receiver.manner = 'well';
    // Who has mended the target does not wait for the next attempt.
    await alone.call('POST', `${path}/${id}/retry`);
    await until(() => receiver.taken.length >= posts, 'the follower to be told');
    await receiver[Symbol.asyncDispose]();
  };
}

export async function loseUpstream({ alone, cables: { ofAlone } }: Watched): Promise<Heal> {
  const url = `http://127.0.0.1:${ofAlone.port}/feeds/f`;
  const added = await alone.call('POST', '/api/v1/feeds/f/upstreams', { url, mode: 'drafts' });
  if (added.status !== 201) throw new Error(added.text);
  ofAlone.pullOut();
  return async () => ofAlone.putIn();
}

/** The latest change is gone, as in a copy that was made before it. */
export async function restoreCopy({ alone, place }: Watched): Promise<Heal> {
  await alone.createFeed('old');
  using reader = new StockReader(alone.url, { v: 1, subs: [{ feed: 'old' }] });
  await until(() => reader.of('snapshot').length === 1, 'the reader');
  await alone.publishMany('old', 3);
  await until(() => reader.of('change').length === 3, 'the changes');
  const database = await place.open();
  await database.write(async (tx) => {
    const kept = await tx
      .selectFrom('changes')
      .select('tag')
      .where('feed', '=', 'old')
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow();
    await tx.deleteFrom('changes').where('feed', '=', 'old').where('seq', '>', 2).execute();
    await sql`update feeds set head = 2, tag = ${kept.tag} where slug = 'old'`.execute(tx);
  });
  await database.close();
  await until(() => reader.of('snapshot').length > 1, 'the reader to begin anew');
  return nothing;
}
