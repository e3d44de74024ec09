import { Redis } from 'ioredis';
import { until } from '../../until.ts';
import { freePort } from '../free-port.ts';
import type { Certificate } from '../certificate.ts';
import { linesOfTls, startRedis, type RedisServer } from '../redis.ts';

/** A master, its replica, and three sentinels that watch them. */
export interface WatchedRedis {
  readonly url: string;
  readonly sentinels: readonly RedisServer[];
  /** The server that the sentinels name now. */
  readonly master: () => Promise<RedisServer>;
  readonly stop: () => Promise<void>;
}

/**
 * `downMs`: how long a master is silent before the sentinels take it for dead. With a certificate all speak TLS, among themselves
 * too.
 */
export async function startWatchedRedis(
  downMs = 1_000,
  certificate?: Certificate,
): Promise<WatchedRedis> {
  const isTls = certificate !== undefined;
  const tls = isTls ? linesOfTls(certificate) : [];
  const serverKind = isTls ? 'tls' : 'server';
  const first = await startRedis(await freePort(), tls, serverKind);
  const replica = [`replicaof 127.0.0.1 ${first.port}`, ...tls];
  const second = await startRedis(await freePort(), replica, serverKind);
  const servers = [first, second];
  const lines = [
    `sentinel monitor news 127.0.0.1 ${first.port} 2`,
    `sentinel down-after-milliseconds news ${downMs}`,
    'sentinel failover-timeout news 3000',
    ...tls,
  ];
  const sentinels: RedisServer[] = [];
  for (let n = 0; n < 3; n += 1) {
    sentinels.push(await startRedis(await freePort(), lines, isTls ? 'tls sentinel' : 'sentinel'));
  }
  const clients = sentinels.map(({ url }) => new Redis(url));
  for (const client of clients) client.on('error', () => undefined);
  const told = () =>
    Promise.all(clients.map((client) => client.call('sentinel', 'master', 'news')));
  // Each sentinel knows the replica and both others: before that there is no failover.
  const areReady = async () =>
    (await told()).every((facts) => {
      const all = facts as string[];
      const of = (name: string) => all[all.indexOf(name) + 1];
      return of('num-slaves') === '1' && of('num-other-sentinels') === '2';
    });
  await until(areReady, 'the sentinels to know each other', 30_000);
  const master = async () => {
    // The last: tests stop the first.
    const found = await clients.at(-1)?.call('sentinel', 'get-master-addr-by-name', 'news');
    const port = Number((found as string[])[1]);
    const server = servers.find((one) => one.port === port);
    if (server === undefined) throw new Error(`The sentinels name port ${port}.`);
    return server;
  };
  const hosts = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',');
  return {
    url: `${isTls ? 'rediss' : 'redis'}+sentinel://${hosts}/news`,
    sentinels,
    master,
    stop: async () => {
      for (const client of clients) client.disconnect();
      for (const server of [...sentinels, ...servers]) await server.stop();
    },
  };
}
