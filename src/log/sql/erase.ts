import type { Transaction } from 'kysely';
import { blanked, redacted } from '../../feed/blank.ts';
import type { ChangeContent } from '../../feed/change.ts';
import type { Item, Tombstone } from '../../feed/item.ts';
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
  await rewrite(tx, feed, tombstone.id, (content) => blanked(content, tombstone));
  await tx
    .insertInto('takedowns')
    .values({ feed, item: tombstone.id, reason, at: tombstone.removedAt })
    .execute();
}

/** Puts an item's new words into every earlier row that has its old ones, before the change itself is written. */
export async function redactEarlier(
  tx: Transaction<Schema>,
  feed: string,
  item: Item,
): Promise<void> {
  await rewrite(tx, feed, item.id, (content) => redacted(content, item));
}

async function rewrite(
  tx: Transaction<Schema>,
  feed: string,
  item: string,
  of: (content: ChangeContent) => ChangeContent,
): Promise<void> {
  const rows = await tx
    .selectFrom('changes')
    .select(['seq', 'content'])
    .where('feed', '=', feed)
    .where('item', '=', item)
    .execute();
  for (const row of rows) {
    await tx
      .updateTable('changes')
      .set({ content: JSON.stringify(of(JSON.parse(row.content) as ChangeContent)) })
      .where('feed', '=', feed)
      .where('seq', '=', row.seq)
      .execute();
  }
}
