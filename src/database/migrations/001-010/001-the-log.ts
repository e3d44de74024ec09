import type { Kysely } from 'kysely';

/** Feeds, their changes, the items these add up to, drafts, idempotency keys and the reasons of takedowns. */
export async function theLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('slug', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('head', 'bigint', (column) => column.notNull())
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('root_tag', 'text', (column) => column.notNull())
    .addColumn('info', 'text', (column) => column.notNull())
    .addColumn('pinned', 'text')
    .addColumn('last_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('changes')
    .addColumn('feed', 'varchar(64)', (column) => column.notNull().references('feeds.slug'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('prev', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('item', 'text')
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('changes_pk', ['feed', 'seq'])
    .execute();
  await db.schema
    .createIndex('changes_of_item')
    .on('changes')
    .columns(['feed', 'item', 'seq'])
    .execute();
  await db.schema
    .createTable('items')
    .addColumn('feed', 'varchar(64)', (column) => column.notNull().references('feeds.slug'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('posted_at', 'text', (column) => column.notNull())
    .addColumn('is_key', 'integer', (column) => column.notNull())
    .addColumn('entry', 'text', (column) => column.notNull())
    .addColumn('markdown', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('items_pk', ['feed', 'id'])
    .execute();
  await db.schema
    .createIndex('items_newest')
    .on('items')
    .columns(['feed', 'posted_at', 'id'])
    .execute();
  await db.schema
    .createTable('drafts')
    .addColumn('feed', 'varchar(64)', (column) => column.notNull().references('feeds.slug'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('rev', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('markdown', 'text', (column) => column.notNull())
    .addColumn('embargo', 'text')
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('drafts_pk', ['feed', 'id'])
    .execute();
  await db.schema.createIndex('drafts_due').on('drafts').column('embargo').execute();
  await db.schema
    .createTable('idempotency')
    .addColumn('feed', 'varchar(64)', (column) => column.notNull().references('feeds.slug'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('item', 'text')
    .addColumn('seq', 'bigint')
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_pk', ['feed', 'key'])
    .execute();
  await db.schema
    .createTable('takedowns')
    .addColumn('feed', 'varchar(64)', (column) => column.notNull().references('feeds.slug'))
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('takedowns_pk', ['feed', 'item'])
    .execute();
}
