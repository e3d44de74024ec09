import { SqlReaderKeys } from '../../../src/log/reader-keys/sql-reader-keys.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const by = { name: 'Ada' };

onEveryDatabase('the keys of a feed for signed-in readers', (room) => {
  const secrets = async (keys: SqlReaderKeys) =>
    (await keys.valid()).flatMap(({ feed, secret }) => (feed === room.feed ? [secret] : []));

  test('are two at most: the one before counts for a day, and what is ended counts no more', async () => {
    const keys = new SqlReaderKeys(room.database);
    const { feed } = room;
    expect(await keys.list(feed)).toEqual([]);
    const first = await keys.make(feed, by);
    expect(Buffer.from(first.secret, 'base64url')).toHaveLength(32);
    const second = await keys.make(feed, by);
    expect(await secrets(keys)).toEqual([second.secret, first.secret]);
    const [newest, before] = (await keys.list(feed)) ?? [];
    expect(newest).toEqual({ id: second.id, by: 'Ada', createdAt: second.createdAt });
    const aDay = Date.parse(before?.endsAt ?? '') - Date.parse(second.createdAt);
    expect([before?.id, aDay]).toEqual([first.id, 86_400_000]);

    const third = await keys.make(feed, by);
    expect(await secrets(keys)).toEqual([third.secret, second.secret]);
    expect(await room.everyRow(['reader_keys'])).not.toContain(first.secret);
    expect(await keys.end('another', third.id, by)).toBe(false);
    expect(await keys.end(feed, third.id, by)).toBe(true);
    expect(await keys.end(feed, third.id, by)).toBe(false);
    expect(await secrets(keys)).toEqual([second.secret]);
    const audit = await room.everyRow(['audit']);
    expect(audit).toContain('make reader key');
    expect(audit).toContain('end reader key');
    expect(audit).not.toContain(second.secret);
  });

  test('of which several are made at the same time are two all the same', async () => {
    const keys = new SqlReaderKeys(room.database);
    const made = await Promise.all(Array.from({ length: 4 }, () => keys.make(room.feed, by)));
    const count = await secrets(keys);
    expect(count).toHaveLength(2);
    expect(made.map(({ secret }) => secret)).toEqual(expect.arrayContaining(count));
  });

  test('of an unknown feed are none', async () => {
    const keys = new SqlReaderKeys(room.database);
    expect(await keys.list('nowhere')).toBeUndefined();
    await expect(keys.make('nowhere', by)).rejects.toMatchObject({ code: 'unknown_feed' });
  });
});
