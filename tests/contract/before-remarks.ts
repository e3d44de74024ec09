import { sql } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import { forgetPeople } from './people/before-people.ts';

/** Makes the rows as they were stored before remarks were a list. */
export async function age({ db }: Database): Promise<void> {
  const aged = (stored: string) => {
    const value = JSON.parse(stored, (key, inner: unknown) =>
      key === 'remarks' ? undefined : inner,
    ) as unknown;
    return JSON.stringify(value);
  };
  for (const { seq, content } of await db.selectFrom('changes').selectAll().execute()) {
    await db
      .updateTable('changes')
      .set({ content: aged(content) })
      .where('seq', '=', seq)
      .execute();
  }
  for (const { id, entry } of await db.selectFrom('items').selectAll().execute()) {
    await db
      .updateTable('items')
      .set({ entry: aged(entry) })
      .where('id', '=', id)
      .execute();
  }
  await forgetPeople(db);
  await sql`delete from kysely_migration where name >= '005'`.execute(db);
}
