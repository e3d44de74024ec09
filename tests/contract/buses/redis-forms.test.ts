import { Redis } from 'ioredis';
import type { Bus } from '../../../src/bus/bus.ts';
import { countInRedis } from '../../../src/http/count-in-redis.ts';
import { startRedisCluster } from '../../services/machines/redis-cluster.ts';
import { startWatchedRedis } from '../../services/machines/redis-sentinels.ts';
import { until } from '../../until.ts';
import { carried, closeBuses } from './buses.ts';
import { redis } from './redis-buses.ts';
import {
  overCluster,
  overClusterWithTls,
  overSentinels,
  overSentinelsWithTls,
  overTls,
  stopForms,
} from './redis-forms.ts';
import { trustedCertificate } from './trusted-certificate.ts';

const liveness = { echoEveryMs: 200, patienceMs: 500 };
const feeds = Array.from({ length: 100 }, (_, n) => `feed-${n}`);

afterEach(closeBuses);
afterAll(stopForms);

/** Announcements of every shard go from one to the other: told again and again, as announcements may be lost. */
async function expectAllToArrive(here: Bus, there: Bus): Promise<void> {
  await until(() => carried(there).then(() => true), 'an echo', 30_000);
  const heard = new Set<string>();
  const undo = there.onAnnouncement(({ feed }) => heard.add(feed));
  const tell = () => {
    for (const feed of feeds) if (!heard.has(feed)) here.announce({ feed });
    return heard.size === feeds.length;
  };
  await until(tell, 'announcements of every shard', 30_000);
  undo();
}

const plainly = () => undefined;

test.each([
  ['plainly', plainly],
  ['over TLS', trustedCertificate],
])(
  'the bus follows a master that hangs to where the sentinels point, %s, also when one of them is gone',
  async (_name, certificate) => {
    const watched = await startWatchedRedis(500, certificate());
    const errors: Error[] = [];
    const [here, there] = [1, 2].map(() =>
      redis(watched.url, (error) => errors.push(error), liveness),
    ) as [Bus, Bus];
    await expectAllToArrive(here, there);
    const first = await watched.master();
    await watched.sentinels[0]?.stop();
    first.freeze();
    await until(async () => (await watched.master()) !== first, 'another master', 30_000);
    await expectAllToArrive(here, there);
    expect(errors.length).toBeGreaterThan(0);
    await closeBuses();
    await watched.stop();
  },
  120_000,
);

test.each([
  ['plainly', plainly],
  ['over TLS', trustedCertificate],
])(
  'the bus over a cluster, %s, outlives a node that hangs, and one whose links break',
  async (_name, certificate) => {
    const cluster = await startRedisCluster(certificate());
    const [here, there] = [1, 2].map(() => redis(cluster.url, undefined, liveness)) as [Bus, Bus];
    await expectAllToArrive(here, there);
    const [first, second] = cluster.nodes;
    first?.freeze();
    const fails = () =>
      there.ping().then(
        () => false,
        () => true,
      );
    await until(fails, 'the loss to be noticed', 30_000);
    first?.thaw();
    await expectAllToArrive(here, there);

    const client = new Redis(second?.url ?? '');
    await client.call('client', 'kill', 'type', 'pubsub');
    await client.call('client', 'kill', 'type', 'normal', 'skipme', 'yes');
    client.disconnect();
    await expectAllToArrive(here, there);
    await closeBuses();
    await cluster.stop();
  },
  120_000,
);

test.each([
  ['Redis with user, password and TLS', overTls],
  ['a master that sentinels name', overSentinels],
  ['a cluster of Redis', overCluster],
  ['a master that sentinels name, all over TLS', overSentinelsWithTls],
  ['a cluster of Redis over TLS', overClusterWithTls],
])('instances count together in %s, whichever slot an address has', async (_name, form) => {
  const url = await form();
  const [here, there] = [countInRedis(url), countInRedis(url)];
  const limit = { count: 2, seconds: 60 };
  const [count, countThere] = [here.countOf('tests', limit), there.countOf('tests', limit)];
  // Until both are connected every count is taken as 0.
  for (const one of [count, countThere]) {
    await until(async () => (await one('first')) > 0, 'a count');
  }
  for (let n = 0; n < 50; n += 1) {
    const address = `192.0.2.${n}`;
    expect([await count(address), await countThere(address)]).toEqual([0, 0]);
    expect(await count(address)).toBeGreaterThan(0);
    expect(await countThere(address)).toBeGreaterThan(0);
  }
  here.close();
  there.close();
});
