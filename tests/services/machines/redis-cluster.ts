import { Redis } from 'ioredis';
import { until } from '../../until.ts';
import { freePort } from '../free-port.ts';
import type { Certificate } from '../certificate.ts';
import { linesOfTls, startRedis, type RedisServer } from '../redis.ts';

/** The last slot of a cluster. */
const lastSlot = 16_383;

export interface RedisCluster {
  readonly url: string;
  readonly nodes: readonly RedisServer[];
  readonly stop: () => Promise<void>;
}

/** A cluster of three masters, each with a third of the slots; with a certificate, over TLS, among themselves too. */
export async function startRedisCluster(certificate?: Certificate): Promise<RedisCluster> {
  const tls = certificate === undefined ? [] : [...linesOfTls(certificate), 'tls-cluster yes'];
  const nodes: RedisServer[] = [];
  const buses: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const bus = await freePort();
    buses.push(bus);
    const lines = ['cluster-enabled yes', `cluster-port ${bus}`, 'cluster-node-timeout 2000'];
    const kind = certificate === undefined ? 'server' : 'tls';
    nodes.push(await startRedis(await freePort(), [...lines, ...tls], kind));
  }
  const clients = nodes.map(({ url }) => new Redis(url));
  const share = Math.ceil((lastSlot + 1) / nodes.length);
  for (const [n, client] of clients.entries()) {
    const range = [n * share, Math.min((n + 1) * share - 1, lastSlot)];
    await client.call('cluster', 'addslotsrange', ...range);
    const port = nodes[0]?.port ?? 0;
    if (n > 0) await client.call('cluster', 'meet', '127.0.0.1', port, buses[0] ?? 0);
  }
  const isWhole = (facts: unknown) =>
    /cluster_state:ok[^]*cluster_slots_ok:16384[^]*cluster_known_nodes:3/.test(String(facts));
  const areReady = async () =>
    (await Promise.all(clients.map((client) => client.call('cluster', 'info')))).every(isWhole);
  await until(areReady, 'the cluster', 30_000);
  for (const client of clients) client.disconnect();
  return {
    url: `${certificate === undefined ? 'redis' : 'rediss'}+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    nodes,
    stop: async () => {
      for (const node of nodes) await node.stop();
    },
  };
}
