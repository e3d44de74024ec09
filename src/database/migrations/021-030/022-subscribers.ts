import type { Kysely } from 'kysely';

/** Who gets mail, of what, and the mails that wait. */
export async function subscribers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subscribers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('mailbox', 'text', (column) => column.notNull().unique())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('asked', 'text', (column) => column.notNull())
    .addColumn('asked_at', 'text')
    .addColumn('bounces', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('subscriber', 'text', (column) => column.notNull())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('list', 'text', (column) => column.notNull())
    .addColumn('hour', 'integer')
    .addColumn('zone', 'text')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('confirm_until', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('confirmed_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('due_at', 'text')
    .addColumn('epoch', 'text')
    .addColumn('seq', 'integer')
    .addColumn('tag', 'text')
    .addUniqueConstraint('subscriptions_once', ['subscriber', 'feed', 'list'])
    .execute();
  await db.schema
    .createTable('mails')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('wait_until', 'text')
    .addColumn('dead', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .execute();
  for (const [name, table, columns] of indexes) {
    await db.schema.createIndex(name).on(table).columns(columns).execute();
  }
}

const indexes: readonly (readonly [string, string, string[]])[] = [
  ['subscriptions_by_feed', 'subscriptions', ['feed', 'list', 'state']],
  ['subscriptions_by_due', 'subscriptions', ['due_at']],
  ['mails_by_time', 'mails', ['dead', 'at']],
  ['mails_by_subscription', 'mails', ['subscription']],
];
