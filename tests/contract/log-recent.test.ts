import { cursorAfter } from '../../src/feed/snapshot.ts';
import { info, onEveryDatabase } from './on-every-database.ts';
import { postOf } from './commands.ts';

onEveryDatabase('recent entries', (room) => {
  test('of several feeds come newest first over all of them, page by page, each once', async () => {
    const { log, feed } = room;
    const [other, foreign] = [`${feed}-o`, `${feed}-f`];
    for (const name of [other, foreign]) await log.createFeed(name, info);
    const posted: string[] = [];
    for (const name of [feed, other, foreign, feed, other]) {
      const { entry } = await log.append(name, postOf('Gates shut'));
      if (name !== foreign) posted.unshift(entry?.id ?? '');
    }
    const seen: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 4; page += 1) {
      const asked = before === undefined ? { limit: 2 } : { limit: 2, before };
      const entries = await log.recent([feed, other], '2000-01-01T00:00:00.000Z', asked);
      seen.push(...entries.map(({ entry }) => entry.id));
      const last = entries.at(-1);
      if (last !== undefined) before = cursorAfter(last.entry);
    }
    expect(seen).toEqual(posted);
  });

  test('begin at the time asked for, that time included', async () => {
    const { log, feed } = room;
    const { postedAt } = await room.post('Gates shut');
    const since = (time: string) => log.recent([feed], time, { limit: 10 });
    expect(await since(postedAt)).toHaveLength(1);
    expect(await since(new Date(Date.parse(postedAt) + 1).toISOString())).toEqual([]);
    expect(await log.recent([], postedAt, { limit: 10 })).toEqual([]);
  });

  test('say of a takedown that it is one; a list of feeds says when each changed last', async () => {
    const { log, feed } = room;
    const { id } = await room.post('Gates shut');
    const { change } = await log.append(feed, { kind: 'takedown', id, reason: 'asked for' });
    const [only] = await log.recent([feed], '2000-01-01T00:00:00.000Z', { limit: 10 });
    expect(only).toMatchObject({ feed, entry: { id, removedAt: change.at } });
    expect(JSON.stringify(only)).not.toContain('Gates');
    const listed = (await log.feeds()).find((head) => head.feed === feed);
    expect(listed?.changedAt).toBe(change.at);
  });
});
