import type { Transaction } from 'kysely';
import type { Schema } from '../../../database/schema.ts';

/** The count that no change tells yet. It is taken out: the caller's change tells it. The caller has locked the feed's row. */
export async function takeUntold(
  tx: Transaction<Schema>,
  feed: string,
): Promise<number | undefined> {
  const row = await tx
    .selectFrom('campaign_counts')
    .select('untold')
    .where('feed', '=', feed)
    .executeTakeFirst();
  const untold = row?.untold ?? null;
  if (untold === null) return undefined;
  await tx
    .updateTable('campaign_counts')
    .set({ untold: null, by: null })
    .where('feed', '=', feed)
    .execute();
  return Number(untold);
}
