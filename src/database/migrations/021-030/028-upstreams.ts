import type { Kysely } from 'kysely';

/** Feeds of other newsrooms, whose items come into feeds of this one. */
export async function upstreams(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('upstreams')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('feed', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('token', 'text')
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('since', 'text')
    .addColumn('rev', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('head', 'integer', (column) => column.notNull())
    .addColumn('lease', 'text')
    .addColumn('lease_until', 'text')
    .addColumn('failures', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('answered_at', 'text')
    .addColumn('wait_until', 'text')
    .addColumn('skipped', 'integer', (column) => column.notNull())
    .addColumn('skipped_reason', 'text')
    .addColumn('compared', 'text')
    .addUniqueConstraint('upstreams_once', ['feed', 'url'])
    .execute();
}
