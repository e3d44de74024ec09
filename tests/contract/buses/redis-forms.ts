import { linesOfTls, startRedis } from '../../services/redis.ts';
import { startRedisCluster } from '../../services/machines/redis-cluster.ts';
import { startWatchedRedis } from '../../services/machines/redis-sentinels.ts';
import { dropCertificate, trustedCertificate } from './trusted-certificate.ts';

interface Started {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const started = new Map<() => Promise<Started>, Promise<Started>>();

/** The URL of a Redis of this form, which is started once a file. */
async function once(start: () => Promise<Started>): Promise<string> {
  const server = started.get(start) ?? start();
  started.set(start, server);
  return (await server).url;
}

/** Stops all that was started below. */
export async function stopForms(): Promise<void> {
  for (const server of started.values()) await (await server).stop();
  started.clear();
  dropCertificate();
}

/** Redis over TLS, for one user with a password that a URL must encode. */
async function startGuarded(): Promise<Started> {
  const lines = [
    ...linesOfTls(trustedCertificate()),
    'user default off',
    'user dateline on >p@ss/word ~dateline:* &* +@read +@write +@pubsub +@connection +@scripting +info +cluster',
  ];
  const server = await startRedis(undefined, lines, 'tls');
  return { ...server, url: server.url.replace('//', '//dateline:p%40ss%2Fword@') };
}

const startWatchedOverTls = () => startWatchedRedis(undefined, trustedCertificate());
const startClusterOverTls = () => startRedisCluster(trustedCertificate());
const startWatched = () => startWatchedRedis();
const startCluster = () => startRedisCluster();

export const overSentinels = () => once(startWatched);
export const overCluster = () => once(startCluster);
export const overTls = () => once(startGuarded);
export const overSentinelsWithTls = () => once(startWatchedOverTls);
export const overClusterWithTls = () => once(startClusterOverTls);
