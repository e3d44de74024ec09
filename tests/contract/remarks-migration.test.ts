import { sql } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import type { Item } from '../../src/feed/item.ts';
import { SqlLog } from '../../src/log/sql/sql-log.ts';
import { emptyPostgres } from '../services/empty-postgres.ts';
import { until } from '../until.ts';
import { age } from './before-remarks.ts';

describe('the migration to a list, beside an instance of before on PostgreSQL', () => {
  test('overwrites nothing that the instance commits meanwhile', async () => {
    const place = await emptyPostgres();
    const database = await place.open();
    const log = new SqlLog(database);
    await log.createFeed('f', { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' });
    const content = {
      headline: 'One',
      body: [],
      bylines: [],
      breaking: false,
      key: false,
      tags: [],
    };
    await log.append('f', { kind: 'post', id: 'a', content, markdown: '' });
    await log.append('f', { kind: 'correct', id: 'a', rev: 1, patch: {}, note: 'Three.' });
    await age(database);

    // As an append does it: the feed's row first, then the item.
    const committed = Promise.withResolvers<void>();
    const locked = Promise.withResolvers<void>();
    const editing = database.write(async (tx) => {
      const row = tx.updateTable('feeds').set({ slug: 'f' }).where('slug', '=', 'f');
      await row.execute();
      const { entry } = await tx.selectFrom('items').select('entry').executeTakeFirstOrThrow();
      const edited = JSON.stringify({ ...(JSON.parse(entry) as Item), rev: 3, headline: 'Two' });
      await tx.updateTable('items').set({ entry: edited }).execute();
      locked.resolve();
      await committed.promise;
    });
    await locked.promise;
    const migrating = place.open();
    await until(() => isWaitingForALock(database), 'the migration to wait for the edit');
    committed.resolve();
    await editing;
    const migrated = new SqlLog(await migrating);
    expect(await migrated.entry('f', 'a')).toMatchObject({
      rev: 3,
      headline: 'Two',
      remarks: [{ kind: 'correct', note: 'Three.' }],
    });
    await migrated.close();
    await log.close();
    await place.drop();
  });
});

/** Whether a session of this database waits for another one's lock. */
async function isWaitingForALock({ db }: Database): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
  `.execute(db);
  return rows.length > 0;
}
