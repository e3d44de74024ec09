import type { Transaction } from 'kysely';
import type { Schema } from '../../../database/schema.ts';

/** The feed has no campaign now: it is to be told the site's again. The caller has locked the feed's row. */
export async function forgetSiteCampaign(tx: Transaction<Schema>, feed: string): Promise<void> {
  await tx.deleteFrom('site_campaign_feeds').where('feed', '=', feed).execute();
}

/** The feed knows this version of the site's campaign. The caller has locked the feed's row. */
export async function rememberSiteCampaign(
  tx: Transaction<Schema>,
  feed: string,
  version: number,
): Promise<void> {
  await tx
    .insertInto('site_campaign_feeds')
    .values({ feed, version })
    .onConflict((conflict) => conflict.column('feed').doUpdateSet({ version }))
    .execute();
}
