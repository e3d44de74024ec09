import { sql, type Kysely } from 'kysely';

/** Which browsers are told news by push, of what, and what is to be told. */
export async function push(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('push_browsers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('lookup', 'text', (column) => column.notNull().unique())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('push_choices')
    .addColumn('browser', 'text', (column) => column.notNull())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('filter', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('push_choices_once', ['browser', 'feed', 'filter'])
    .execute();
  await db.schema
    .createTable('pushes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('browser', 'text', (column) => column.notNull())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('due', 'integer', (column) => column.notNull())
    .addColumn('rank', 'integer', (column) => column.notNull())
    .addColumn('asked', 'integer', (column) => column.notNull())
    .addColumn('told', 'integer', (column) => column.notNull())
    .addColumn('rev', 'integer', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('wait_until', 'text')
    .addColumn('lease', 'text')
    .addColumn('lease_until', 'text')
    .execute();
  await db.schema
    .createTable('push_services')
    .addColumn('service', 'text', (column) => column.primaryKey())
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('wait_until', 'text', (column) => column.notNull())
    .execute();
  for (const [name, table, columns] of indexes) {
    await db.schema.createIndex(name).on(table).columns(columns).execute();
  }
  // With two, a switch that is turned off would leave one on.
  await db.schema
    .createIndex('one_push_follower')
    .unique()
    .on('followers')
    .column('feed')
    .where(sql.ref('kind'), '=', 'push')
    .execute();
}

const indexes: readonly (readonly [string, string, string[]])[] = [
  ['push_browsers_by_service', 'push_browsers', ['service']],
  ['push_choices_by_feed', 'push_choices', ['feed', 'filter']],
  ['pushes_due', 'pushes', ['due', 'service', 'rank', 'at']],
  ['pushes_by_item', 'pushes', ['item']],
  ['pushes_by_browser', 'pushes', ['browser']],
  ['pushes_by_time', 'pushes', ['at']],
];
