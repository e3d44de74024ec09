import type { SubscriptionRow } from '../../database/rows/subscriber-rows.ts';
import type { Subscription } from './subscription.ts';

/** A row as the rest of this folder sees it. */
export function subscriptionOf(row: SubscriptionRow): Subscription {
  const { id, subscriber, feed, list, state, epoch, seq, tag } = row;
  const hasPosition = epoch !== null && seq !== null && tag !== null;
  return {
    id,
    subscriber,
    feed,
    list,
    state,
    hour: row.hour ?? undefined,
    zone: row.zone ?? undefined,
    confirmUntil: row.confirm_until,
    confirmedAt: row.confirmed_at ?? undefined,
    position: hasPosition ? { epoch, seq, tag } : undefined,
  };
}

/** The times of mails to confirm, of which the latest are kept. */
export function askedOf(asked: string): readonly string[] {
  // This folder alone writes the column, so its JSON is not validated.
  return JSON.parse(asked) as readonly string[];
}
