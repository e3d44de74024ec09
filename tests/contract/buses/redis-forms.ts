import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { makeCertificate } from '../../services/certificate.ts';
import { startRedis } from '../../services/redis.ts';
import { startRedisCluster } from '../../services/machines/redis-cluster.ts';
import { startWatchedRedis } from '../../services/machines/redis-sentinels.ts';

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
}

/** Redis over TLS, by an authority of its own, for one user with a password that a URL must encode. */
async function startGuarded(): Promise<Started> {
  const { authority, certificate, key, drop } = makeCertificate();
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(authority, 'utf8')]);
  const lines = [
    `tls-cert-file ${certificate}`,
    `tls-key-file ${key}`,
    `tls-ca-cert-file ${authority}`,
    'tls-auth-clients no',
    'user default off',
    'user dateline on >p@ss/word ~dateline:* &* +@read +@write +@pubsub +@connection +@scripting +info +cluster',
  ];
  const server = await startRedis(undefined, lines, 'tls');
  return {
    url: server.url.replace('//', '//dateline:p%40ss%2Fword@'),
    stop: async () => {
      await server.stop();
      drop();
      setDefaultCACertificates(before);
    },
  };
}

export const overSentinels = () => once(startWatchedRedis);
export const overCluster = () => once(startRedisCluster);
export const overTls = () => once(startGuarded);
