import type { Announcement, Bus } from '../../../src/bus/bus.ts';
import type { Notice } from '../../../src/bus/notice.ts';
import { channelOf } from '../../../src/bus/channels.ts';
import { isQuick } from '../../services/is-quick.ts';
import { until } from '../../until.ts';
import { buses, carried, changeOf, closeBuses } from './buses.ts';

afterEach(closeBuses);
afterAll(async () => {
  if (!isQuick) await (await import('./redis-forms.ts')).stopForms();
});

describe.each(buses)('%s', (_name, make) => {
  let here: Bus;
  let there: Bus;

  beforeEach(async () => {
    [here, there] = await make();
    await carried(here);
    await carried(there);
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

  test('a notice reaches every instance once, this one at once', async () => {
    const heardHere: Notice[] = [];
    const heardThere: Notice[] = [];
    here.onNotice((notice) => heardHere.push(notice));
    if (here !== there) there.onNotice((notice) => heardThere.push(notice));
    const notice = { kind: 'draft', feed: 'a', id: 'x', rev: 2, act: 'saved', by: 'Bea' } as const;
    here.notify(notice);
    expect(heardHere).toEqual([notice]);
    here.notify({ kind: 'rights' });
    if (here !== there) await until(() => heardThere.length === 2, 'both notices');
    // What comes back through Redis has come by then.
    await here.ping();
    expect(heardHere).toEqual([notice, { kind: 'rights' }]);
    expect(heardThere).toEqual(here === there ? [] : heardHere);
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
