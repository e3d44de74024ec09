import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { keepThePast } from './keep-the-past.ts';

/** In order; one that has been released is never edited. */
const migrations: Record<string, Migration> = {
  '001-the-log': {
    async up(db: Kysely<unknown>): Promise<void> {
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
    },
  },
  '002-sign-in': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('sessions')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('signin_codes')
        .addColumn('hash', 'text', (column) => column.primaryKey())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .execute();
    },
  },
  '003-the-past': { up: keepThePast },
  '004-what-opened-a-session': {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('sessions').addColumn('proof', 'text').execute();
      await db.schema
        .createTable('probes')
        .addColumn('at', 'text', (column) => column.notNull())
        .execute();
    },
  },
};

/** Brings the database to the newest shape. Many instances may do it at once: one does, the others wait. */
export async function migrate(db: Kysely<never>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
