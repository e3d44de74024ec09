import { sql, type Kysely } from 'kysely';

/** A feed's breaking news is handed over to mail by one follower: with two, a switch that is turned off would leave one on. */
export async function oneMailFollower(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('one_mail_follower')
    .unique()
    .on('followers')
    .column('feed')
    .where(sql.ref('kind'), '=', 'mail')
    .execute();
}
