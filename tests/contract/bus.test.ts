import type { Announcement, Bus } from '../../src/bus/bus.ts';
import { channelOf } from '../../src/bus/channels.ts';
import { LocalBus } from '../../src/bus/local-bus.ts';
import { RedisBus } from '../../src/bus/redis-bus.ts';
import type { Change } from '../../src/feed/change.ts';
import { serviceUrl } from '../services/databases.ts';
import { startRedis } from '../services/redis.ts';
import { freePort } from '../services/free-port.ts';
import { until } from '../until.ts';

const redis = () => new RedisBus(serviceUrl('TEST_REDIS_URL'), () => undefined);

/** Two instances' ends of one bus; of the in-process bus there is one end. */
const buses: readonly (readonly [string, () => readonly [Bus, Bus]])[] = [
  [
    'the in-process bus',
    () => {
      const bus = new LocalBus();
      return [bus, bus];
    },
  ],
  ['Redis', () => [redis(), redis()]],
];

function changeOf(feed: string, seq: number, padding = ''): Change {
  const row = { feed, epoch: 'e', seq, tag: `t${seq}`, prev: `t${seq - 1}`, at: 'now' };
  return { ...row, kind: 'unpin', id: padding };
}

describe.each(buses)('%s', (_name, make) => {
  let here: Bus;
  let there: Bus;

  beforeEach(async () => {
    [here, there] = make();
    await until(
      async () =>
        (await Promise.allSettled([here.ping(), there.ping()])).every(
          ({ status }) => status === 'fulfilled',
        ),
      'the bus',
    );
  });

  afterEach(async () => {
    await here.close();
    await there.close();
  });

  test('an announcement reaches this instance at once and the others whole', async () => {
    const heardHere: Announcement[] = [];
    const heardThere: Announcement[] = [];
    here.onAnnouncement((announcement) => heardHere.push(announcement));
    there.onAnnouncement((announcement) => heardThere.push(announcement));
    const announcement = { feed: 'a', change: changeOf('a', 1) };
    here.announce(announcement);
    expect(heardHere).toEqual([announcement]);
    await until(() => heardThere.length > 0, 'the announcement');
    expect(heardThere[0]).toEqual(announcement);
  });

  test('announcements of every shard arrive', async () => {
    const heard = new Set<string>();
    there.onAnnouncement(({ feed }) => heard.add(feed));
    const feeds = Array.from({ length: 100 }, (_, n) => `feed-${n}`);
    expect(new Set(feeds.map(channelOf)).size).toBe(16);
    for (const feed of feeds) here.announce({ feed });
    await until(() => heard.size === feeds.length, 'all feeds');
  });

  test('who stopped listening hears nothing', async () => {
    const heard: string[] = [];
    const undo = there.onAnnouncement(({ feed }) => heard.push(feed));
    undo();
    const done: string[] = [];
    there.onAnnouncement(({ feed }) => done.push(feed));
    here.announce({ feed: 'a' });
    await until(() => done.length > 0, 'the announcement');
    expect(heard).toEqual([]);
  });
});

describe('Redis', () => {
  test('a change too long to carry is announced without its body', async () => {
    const [here, there] = [redis(), redis()];
    await until(
      async () =>
        there.ping().then(
          () => true,
          () => false,
        ),
      'redis',
    );
    await until(
      async () =>
        here.ping().then(
          () => true,
          () => false,
        ),
      'redis',
    );
    const heard: Announcement[] = [];
    there.onAnnouncement((announcement) => heard.push(announcement));
    here.announce({ feed: 'long', change: changeOf('long', 1, 'x'.repeat(70_000)) });
    await until(() => heard.length > 0, 'the announcement');
    expect(heard).toEqual([{ feed: 'long' }]);
    await here.close();
    await there.close();
  });

  test('without Redis nothing throws and nothing waits; when it comes, announcements go round', async () => {
    const port = await freePort();
    const url = `redis://127.0.0.1:${port}`;
    const errors: Error[] = [];
    const [here, there] = [1, 2].map(() => new RedisBus(url, (error) => errors.push(error))) as [
      RedisBus,
      RedisBus,
    ];
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
    await here.close();
    await there.close();
    await server.stop();
    expect(errors.length).toBeGreaterThan(0);
  });
});
