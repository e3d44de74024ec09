import type { Item } from '../../src/feed/item.ts';
import { onEveryDatabaseAndPooler } from './on-every-database.ts';

onEveryDatabaseAndPooler('reading the log', (room) => {
  test('older items page by a cursor that stays put while items are edited and taken down', async () => {
    const { log, feed } = room;
    const items: Item[] = [];
    for (let n = 0; n < 7; n += 1) items.push(await room.post(`item ${n}`));
    await log.append(feed, { kind: 'edit', id: items[1]?.id ?? '', rev: 1, patch: { key: true } });
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await log.items(
        feed,
        before === undefined ? { limit: 3 } : { before, limit: 3 },
      );
      seen.push(...(page?.items.map(({ id }) => id) ?? []));
      await log
        .append(feed, {
          kind: 'edit',
          id: items[6]?.id ?? '',
          rev: seen.length / 3,
          patch: { tags: ['x'] },
        })
        .catch(() => undefined);
      before = page?.next ?? undefined;
    } while (before !== undefined);
    expect(seen).toEqual(items.map(({ id }) => id).reverse());
    const keys = await log.items(feed, { limit: 3, key: true });
    expect(keys?.items.map(({ id }) => id)).toEqual([items[1]?.id]);
    expect(keys?.next).toBeNull();
    const foreign = log.items(feed, { limit: 3, before: "x' or 1=1" });
    await expect(foreign).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('the history tells corrections and hides typo fixes', async () => {
    const { log, feed } = room;
    const { id } = await room.post('The minster spoke');
    await log.append(feed, { kind: 'edit', id, rev: 1, patch: { headline: 'The minister spoke' } });
    await log.append(feed, {
      kind: 'correct',
      id,
      rev: 2,
      note: 'She did not.',
      patch: { headline: 'The minister left' },
    });
    const told = await log.history(feed, id);
    expect(told.map(({ kind, note, item }) => [kind, note, item.headline])).toEqual([
      ['post', undefined, 'The minister spoke'],
      ['correct', 'She did not.', 'The minister left'],
    ]);
  });
});
