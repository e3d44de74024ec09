import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Drops the unsent texts about an item, everybody's, in the transaction that takes the item or its earlier wordings
 * away: they may quote what must be nowhere any more. Their writers have them on their own devices.
 */
export async function dropKeptTexts(
  tx: Transaction<Schema>,
  feed: string,
  item: string,
): Promise<void> {
  await tx.deleteFrom('kept_texts').where('item', '=', item).where('feed', '=', feed).execute();
}
