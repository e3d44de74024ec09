import { Redis } from 'ioredis';
import type { Announcement, Bus } from '../../../src/bus/bus.ts';
import { Cable } from '../../faults/cable.ts';
import { serviceUrl } from '../../services/service-url.ts';
import { freePort } from '../../services/free-port.ts';
import { startRedis } from '../../services/redis.ts';
import { until } from '../../until.ts';
import { carried, changeOf, closeBuses } from './buses.ts';
import { redis } from './redis-buses.ts';

const portOfRedis = () => Number(new URL(serviceUrl('TEST_REDIS_URL')).port);

afterEach(closeBuses);

describe('Redis', () => {
  test('a change too long to carry is announced without its body', async () => {
    const [here, there] = [redis(), redis()];
    await carried(here);
    await carried(there);
    const heard: Announcement[] = [];
    there.onAnnouncement((announcement) => heard.push(announcement));
    here.announce({ feed: 'long', change: changeOf('long', 1, 'x'.repeat(70_000)) });
    await until(() => heard.length > 0, 'the announcement');
    expect(heard).toEqual([{ feed: 'long' }]);
  });

  test('without Redis nothing throws and nothing waits; when it comes, announcements go round', async () => {
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    const errors: Error[] = [];
    const [here, there] = [1, 2].map(() => redis(url, (error) => errors.push(error))) as [Bus, Bus];
    await expect(here.ping()).rejects.toThrow();
    const heard: Announcement[] = [];
    here.onAnnouncement((announcement) => heard.push(announcement));
    here.announce({ feed: 'a' });
    expect(heard).toEqual([{ feed: 'a' }]);
    const server = await startRedis(port);
    const heardThere: Announcement[] = [];
    there.onAnnouncement((announcement) => heardThere.push(announcement));
    await until(() => {
      here.announce({ feed: 'b' });
      return heardThere.length > 0;
    }, 'an announcement through the new Redis');
    await server.stop();
    expect(errors.length).toBeGreaterThan(0);
  });

  test('while nothing is subscribed, the answer to a ping waits for nothing', async () => {
    const server = await startRedis(undefined, ['user default on nopass ~* &* +@all -subscribe']);
    const [another, errors] = [new Redis(server.url), [] as string[]];
    const here = redis(server.url, ({ message }) => errors.push(message), {
      echoEveryMs: 600_000,
      patienceMs: 600_000,
    });
    await until(() => errors.some((text) => text.includes('NOPERM')), 'the refusal');
    // It can publish, so that an echo would go out.
    let heard = 0;
    another.on('pmessage', () => (heard += 1));
    await another.psubscribe('*');
    await until(() => {
      here.announce({ feed: 'a' });
      return heard > 0;
    }, 'an announcement that another one hears');
    await expect(here.ping()).rejects.toThrow('not subscribed');
    another.disconnect();
    await server.stop();
  });

  test('a link that fell silent without a word is found, and announcements go round again', async () => {
    await using cable = await Cable.to(portOfRedis());
    const errors: Error[] = [];
    const here = redis();
    const there = redis(`redis://127.0.0.1:${cable.port}`, (error) => errors.push(error), {
      echoEveryMs: 100,
      patienceMs: 200,
    });
    await Promise.all([carried(here), carried(there)]);
    const heard = new Set<string>();
    there.onAnnouncement(({ feed }) => heard.add(feed));
    cable.stall();
    await until(() => {
      here.announce({ feed: 'from-elsewhere' });
      return heard.has('from-elsewhere');
    }, 'an announcement over a new link');
    expect(errors.map(({ message }) => message)).toEqual([
      'nothing comes through, connecting anew',
    ]);

    // The other way, and every shard.
    const back = new Set<string>();
    here.onAnnouncement(({ feed }) => back.add(feed));
    const feeds = Array.from({ length: 100 }, (_, n) => `feed-${n}`);
    await carried(there);
    for (const feed of feeds) there.announce({ feed });
    for (const feed of feeds) here.announce({ feed });
    await until(() => feeds.every((feed) => back.has(feed)), 'all feeds, there to here');
    await until(() => feeds.every((feed) => heard.has(feed)), 'all feeds, here to there');
  });

  test('a subscription survives a link that breaks again and again', async () => {
    await using cable = await Cable.to(portOfRedis());
    const [here, there] = [redis(), redis(`redis://127.0.0.1:${cable.port}`)];
    await Promise.all([carried(here), carried(there)]);
    // The connection is cut while connecting, while subscribing, and afterwards.
    for (let n = 0; n < 40; n += 1) {
      await until(() => cable.size > 0, 'a new link');
      for (let turn = 0; turn < n % 8; turn += 1) await new Promise((done) => setImmediate(done));
      cable.cut();
    }
    await carried(there);
    const heard = new Set<string>();
    there.onAnnouncement(({ feed }) => heard.add(feed));
    const feeds = Array.from({ length: 100 }, (_, n) => `feed-${n}`);
    for (const feed of feeds) here.announce({ feed });
    await until(() => heard.size === feeds.length, 'every shard');
  });

  test('while Redis hangs, what waits for it is bounded', async () => {
    const server = await startRedis();
    // Long enough for the whole test.
    const patience = { echoEveryMs: 600_000, patienceMs: 5_000 };
    const bus = redis(server.url, () => undefined, patience);
    await carried(bus);
    server.freeze();
    const before = process.memoryUsage();
    const text = 'x'.repeat(60_000);
    // 300 MB in all, of which 4 MB may wait.
    for (let seq = 1; seq <= 5_000; seq += 1) {
      bus.announce({ feed: 'a', change: changeOf('a', seq, text) });
      if (seq % 100 === 0) await new Promise((done) => setImmediate(done));
    }
    const after = process.memoryUsage();
    const heldBytes = after.external + after.heapUsed - before.external - before.heapUsed;
    expect(heldBytes).toBeLessThan(100_000_000);
    await server.stop();
  });
});
