import type { Kysely } from 'kysely';

/** What followers have posted on other networks. */
export async function networkPosts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('network_posts')
    .addColumn('follower', 'text', (column) => column.notNull())
    .addColumn('item', 'text', (column) => column.notNull())
    .addColumn('remotes', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('remarks', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('network_posts_key', ['follower', 'item'])
    .execute();
}
