import type { Transaction } from 'kysely';
import type { Schema } from '../../database/schema.ts';

/** Nothing that waits for these subscriptions is sent any more. */
export async function dropMails(
  tx: Transaction<Schema>,
  subscriptions: readonly string[],
): Promise<void> {
  if (subscriptions.length === 0) return;
  await tx.deleteFrom('mails').where('subscription', 'in', subscriptions).execute();
}
