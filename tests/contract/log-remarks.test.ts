import { isTombstone, type Item } from '../../src/feed/item.ts';
import { isStruck, remarksOf } from '../../src/feed/remarks.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { age } from './before-remarks.ts';
import { onEveryDatabase } from './on-every-database.ts';

onEveryDatabase('the remarks of an item', (room) => {
  const correct = (item: Item, note: string) =>
    room.log
      .append(room.feed, { kind: 'correct', id: item.id, rev: item.rev, patch: {}, note })
      .then(({ entry }) => entry as Item);

  test('are kept, each with its time, and each wording in the history has those of its time', async () => {
    const first = await correct(await room.post('Two hurt'), 'Three.');
    const second = await correct(first, 'Four.');
    const kinds = (item: Item) => remarksOf(item).map(({ note }) => note);
    expect(kinds(second)).toEqual(['Three.', 'Four.']);
    const history = await room.log.history(room.feed, second.id);
    expect(history.map(({ item }) => kinds(item))).toEqual([[], ['Three.'], ['Three.', 'Four.']]);
  });

  test('undoing a strike is refused of an item that is not struck, and changes nothing', async () => {
    const item = await room.post('It holds');
    const command = { kind: 'unstrike', id: item.id, rev: 1, note: 'It does.' } as const;
    await expect(room.log.append(room.feed, command)).rejects.toMatchObject({ code: 'not_struck' });
    expect(await room.log.entry(room.feed, item.id)).toEqual(item);
  });

  test('that were stored before they were a list become one, the first correction too, and what was taken down stays so', async () => {
    const place = await room.empty();
    try {
      const database = await place.open();
      let log = new SqlLog(database);
      await log.createFeed('f', { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' });
      const post = async (id: string) => {
        const content = {
          headline: id,
          body: [],
          bylines: [],
          breaking: false,
          key: false,
          tags: [],
        };
        await log.append('f', { kind: 'post', id, content, markdown: '' });
      };
      const note = (kind: 'strike' | 'unstrike', id: string, rev: number) =>
        log.append('f', { kind, id, rev, note: `${kind} of ${rev}` });
      for (const id of ['a', 'b', 'c']) await post(id);
      for (const [rev, words] of ['Three.', 'Four.'].entries()) {
        await log.append('f', { kind: 'correct', id: 'a', rev: rev + 1, patch: {}, note: words });
      }
      await note('strike', 'a', 3);
      await note('strike', 'b', 1);
      await log.append('f', { kind: 'takedown', id: 'b', reason: 'asked for' });
      const before = { changes: await log.read('f', 0, 100), entry: await log.entry('f', 'a') };
      await age(database);
      expect(JSON.stringify(await log.read('f', 0, 100))).not.toContain('remarks');
      await log.close();

      log = new SqlLog(await place.open());
      expect(await log.read('f', 0, 100)).toEqual(before.changes);
      const item = await log.entry('f', 'a');
      expect(item).toEqual(before.entry);
      if (item === undefined || isTombstone(item)) throw new Error('The item is gone.');
      expect(item.remarks?.map((remark) => remark.note)).toEqual([
        'Three.',
        'Four.',
        'strike of 3',
      ]);
      expect(isStruck(item)).toBe(true);
      expect(await log.entry('f', 'b')).toHaveProperty('removedAt');
      expect(await log.entry('f', 'c')).not.toHaveProperty('remarks');
      await log.close();
    } finally {
      await place.drop();
    }
  });
});
