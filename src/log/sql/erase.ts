import type { Transaction } from 'kysely';
import { blanked } from '../../feed/blank.ts';
import type { ChangeContent } from '../../feed/change.ts';
import type { Tombstone } from '../../feed/item.ts';
import type { Schema } from '../../database/schema.ts';

/**
 * Blanks an item's text in every row that has it. The rows stay, so that no `seq` is missing. Remarks are erased too,
 * because they may quote the text. The reason of the takedown stays, for the newsroom alone.
 */
export async function erase(
  tx: Transaction<Schema>,
  feed: string,
  tombstone: Tombstone,
  reason: string,
): Promise<void> {
  const rows = await tx
    .selectFrom('changes')
    .select(['seq', 'content'])
    .where('feed', '=', feed)
    .where('item', '=', tombstone.id)
    .execute();
  for (const row of rows) {
    await tx
      .updateTable('changes')
      .set({
        content: JSON.stringify(blanked(JSON.parse(row.content) as ChangeContent, tombstone)),
      })
      .where('feed', '=', feed)
      .where('seq', '=', row.seq)
      .execute();
  }
  await tx
    .insertInto('takedowns')
    .values({ feed, item: tombstone.id, reason, at: tombstone.removedAt })
    .execute();
}
