import { sql } from 'kysely';
import { keptDays } from '../../../src/accounts/retention/retention.ts';
import { SqlRetention } from '../../../src/accounts/retention/sql-retention.ts';
import { SqlCredentials } from '../../../src/accounts/sql-credentials.ts';
import { SqlPeople } from '../../../src/accounts/sql-people.ts';
import { later } from '../../../src/database/database.ts';
import { postOf } from '../commands.ts';
import { onEveryDatabase } from '../on-every-database.ts';

const day = 24 * 3_600;

onEveryDatabase('rows that serve for a time', (room) => {
  const countOf = async (table: string) => {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)}`.execute(room.database.db);
    return rows[0]?.count ?? 0;
  };
  const forgetIn = async (days: number, auditDays = 365) => {
    const at = later(await room.database.time(), days * day);
    await new SqlRetention(room.database).forget(keptDays(auditDays), at);
  };

  test('are there until their time is over, and gone then; the log stays', async () => {
    const { log, feed, database } = room;
    const by = { name: 'Ida' };
    const key = { key: 'once', fingerprint: 'x' };
    const post = postOf('Stays');
    await log.append(feed, post, key, by);
    await new SqlCredentials(database).openSession(
      'hash',
      { name: 'Ida', proof: 'password' },
      {
        seconds: 14 * day,
        idleSeconds: 3 * day,
      },
    );
    await new SqlPeople(database).invite('hash', { role: 'editor', feeds: {} }, 7 * day, by);
    const all = async () => [
      await countOf('sessions'),
      await countOf('invitations'),
      await countOf('idempotency'),
      (await countOf('audit')) > 0,
    ];
    await forgetIn(0);
    expect(await all()).toEqual([1, 1, 1, true]);
    await forgetIn(8);
    expect(await all()).toEqual([1, 0, 1, true]);
    await forgetIn(29);
    expect(await all()).toEqual([0, 0, 1, true]);
    // Until then it is carried out once.
    expect((await log.append(feed, post, key, by)).repeated).toBe(true);
    await forgetIn(31);
    expect(await all()).toEqual([0, 0, 0, true]);
    await forgetIn(10_000, Infinity);
    expect(await countOf('audit')).toBeGreaterThan(0);
    await forgetIn(366);
    expect(await countOf('audit')).toBe(0);
    expect((await room.fold()).items).toHaveLength(1);
  });

  test('are forgotten to the last one, however many there are', async () => {
    const { database, feed } = room;
    const at = await database.time();
    const rows = Array.from({ length: 2_500 }, (_, n) => ({
      feed,
      key: `key ${n}`,
      fingerprint: 'x',
      item: null,
      seq: 0,
      at,
    }));
    for (let n = 0; n < rows.length; n += 500) {
      await database.write((tx) =>
        tx
          .insertInto('idempotency')
          .values(rows.slice(n, n + 500))
          .execute(),
      );
    }
    await forgetIn(31);
    expect(await countOf('idempotency')).toBe(0);
  });
});
