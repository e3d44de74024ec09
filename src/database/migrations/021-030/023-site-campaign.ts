import { sql, type Kysely } from 'kysely';

/** The campaign of the site, and which version of it each feed knows. */
export async function siteCampaign(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('site_campaign')
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('campaign', 'text')
    .addColumn('untold', 'text')
    .addColumn('by', 'text')
    .addColumn('free_at', 'text', (column) => column.notNull())
    .execute();
  await sql`insert into site_campaign (version, free_at) values (0, '')`.execute(db);
  await db.schema
    .createTable('site_campaign_feeds')
    .addColumn('feed', 'text', (column) => column.primaryKey())
    .addColumn('version', 'integer', (column) => column.notNull())
    .execute();
}
