import { isTombstone } from '../../feed/item.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Log } from '../../log/log.ts';
import type { SeenRevision } from '../asked/seen-revision.ts';

/** True when the body of a PATCH can only be meant for a draft. */
export function isDraftChange(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || 'kind' in body) return false;
  return 'draft' in body || 'embargo' in body;
}

/**
 * True when a DELETE can only be meant for a draft: it names a revision and no reason. If the draft was published
 * meanwhile, such a call must not become a takedown, which cannot be undone.
 */
export function isDiscard(seen: SeenRevision, body: unknown): boolean {
  const hasReason = typeof body === 'object' && body !== null && 'reason' in body;
  return seen.kind !== 'none' && !hasReason;
}

/** Refuses a call that is meant for a draft, because there is none. Of a taken-down item the call itself says so. */
export async function refuseForDraft(log: Log, feed: string, id: string): Promise<void> {
  const entry = await log.entry(feed, id);
  if (entry === undefined) {
    throw new Refusal('unknown_item', 'There is no such draft: it was discarded.');
  }
  if (isTombstone(entry)) return;
  throw new Refusal(
    'already_published',
    'It is no draft any more. Change it with a kind, or take it down with a reason.',
  );
}
