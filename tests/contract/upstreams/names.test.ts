import { randomUUID } from 'node:crypto';
import type { Item } from '../../../src/feed/item.ts';
import { hostOf } from '../../../src/log/upstreams/upstream.ts';
import { SqlUpstreams } from '../../../src/log/sql/upstreams/sql-upstreams.ts';
import { until } from '../../until.ts';
import { OtherNewsroom } from '../../upstreams/other-newsroom.ts';
import { onEveryDatabase } from '../on-every-database.ts';
import { by } from './reading.ts';
import { ReadingRoom } from './reading-room.ts';

onEveryDatabase('what items of another newsroom are said to come from', (room) => {
  let newsroom: OtherNewsroom;
  let here: ReadingRoom;

  beforeEach(async () => {
    newsroom = await OtherNewsroom.open();
    here = new ReadingRoom(room);
  });
  afterEach(async () => {
    await here.end();
    await newsroom[Symbol.asyncDispose]();
    expect(here.errors).toEqual([]);
  });

  const named = (name: unknown) => [{ name }];
  const nameOf = async (id: string) => ((await room.log.entry(room.feed, id)) as Item).origin?.name;
  /** What is said of a new item there. */
  const nameOfNext = async () => {
    const { id } = newsroom.add('post', randomUUID(), 'Gates shut');
    await here.reached(newsroom);
    return nameOf(id);
  };

  test('is what that newsroom calls itself, also from when it calls itself otherwise', async () => {
    const host = hostOf(newsroom.url);
    newsroom.authors = named('The Meridian');
    await here.follow(newsroom, { name: host });
    here.run({ nameMs: 0 });
    const { id } = newsroom.add('post', randomUUID(), 'One');
    await here.reached(newsroom);
    expect(await nameOf(id)).toBe('The Meridian');
    newsroom.authors = named('The Meridian Post');
    expect(await nameOfNext()).toBe('The Meridian Post');
    expect(await nameOf(id)).toBe('The Meridian');
    // What is no name that readers can be told.
    for (const authors of [undefined, [], named(7), named(' '), named('a\u0000b'), 'x', [[]]]) {
      newsroom.authors = authors;
      expect(await nameOfNext()).toBe(host);
    }
    newsroom.authors = named('x'.repeat(300));
    expect(await nameOfNext()).toBe(`${'x'.repeat(99)}…`);
    newsroom.feedStatus = 404;
    expect(await nameOfNext()).toBe(host);
  });

  test('is asked for again where it is not answered, and not for each item', async () => {
    newsroom.authors = named('The Meridian');
    newsroom.feedStatus = 503;
    await here.follow(newsroom, { name: hostOf(newsroom.url) });
    here.run({ nameMs: 3_600_000 });
    const { id } = newsroom.add('post', randomUUID(), 'One');
    await until(async () => (await here.state())?.reason === 'answers 503', 'the reason');
    newsroom.feedStatus = 200;
    await here.reached(newsroom);
    expect(await nameOf(id)).toBe('The Meridian');
    const asked = () => newsroom.asked.filter((path) => path.endsWith('feed.json')).length;
    const before = asked();
    for (let n = 0; n < 3; n += 1) await nameOfNext();
    expect(asked()).toBe(before);
  });

  test('is the name that people have given here, and else its host, wherever it moves', async () => {
    newsroom.authors = named('The Meridian');
    const { id } = await here.follow(newsroom, { name: 'Ours' });
    here.run({ nameMs: 0 });
    expect(await nameOfNext()).toBe('Ours');
    expect(newsroom.asked.some((path) => path.endsWith('feed.json'))).toBe(false);
    const upstreams = new SqlUpstreams(room.database);
    const host = hostOf(newsroom.url);
    await upstreams.change(room.feed, id, { name: host }, by);
    await until(async () => (await nameOfNext()) === 'The Meridian', 'its own name');
    const moved = { url: 'https://elsewhere.example/feeds/storm' };
    await here.end();
    expect(await upstreams.change(room.feed, id, moved, by)).toMatchObject({
      name: 'elsewhere.example',
    });
    const renamed = { ...moved, name: 'Ours' };
    expect(await upstreams.change(room.feed, id, renamed, by)).toMatchObject({ name: 'Ours' });
    expect(await upstreams.change(room.feed, id, { url: newsroom.url }, by)).toMatchObject({
      name: 'Ours',
    });
  });
});
