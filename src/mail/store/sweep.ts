import type { Transaction } from 'kysely';
import { later } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';

/** A mail that could not be sent for so long is no news any more. */
const oldSeconds = 24 * 3_600;

/** Ends what has waited for too long, and forgets what is long over. `now`: by the database's clock. */
export async function sweep(tx: Transaction<Schema>, now: string): Promise<void> {
  const day = later(now, -oldSeconds);
  await tx
    .updateTable('mails')
    .set({ dead: 1, reason: 'waited for a day', lease: null })
    .where('dead', '=', 0)
    .where('at', '<', day)
    .execute();
  await tx
    .deleteFrom('mails')
    .where('dead', '=', 1)
    .where('at', '<', later(now, -7 * oldSeconds))
    .execute();
  await tx
    .deleteFrom('subscriptions')
    .where((is) =>
      is.or([
        is.and([is('state', '=', 'pending'), is('confirm_until', '<', now)]),
        is.and([is('state', '=', 'ended'), is('ended_at', '<', later(now, -30 * oldSeconds))]),
      ]),
    )
    .execute();
  // What waits to confirm a subscription that is gone.
  await tx
    .deleteFrom('mails')
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('subscriptions')
            .select('subscriptions.id')
            .whereRef('subscriptions.id', '=', 'mails.subscription'),
        ),
      ),
    )
    .execute();
  await tx
    .deleteFrom('subscribers')
    .where('created_at', '<', day)
    // Who was asked today stays, so that the limits hold.
    .where((is) => is.or([is('asked_at', 'is', null), is('asked_at', '<', day)]))
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('subscriptions')
            .select('subscriptions.id')
            .whereRef('subscriptions.subscriber', '=', 'subscribers.id'),
        ),
      ),
    )
    .execute();
}
