import { isTombstone } from '../../feed/item.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Log } from '../../log/log.ts';
import type { SeenRevision } from '../asked/seen-revision.ts';

/** Whether a change can only be meant for a draft. */
export function isDraftChange(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || 'kind' in body) return false;
  return 'draft' in body || 'embargo' in body;
}

/**
 * Whether a DELETE can only be meant for a draft: it names a revision, and no reason. It must not become a takedown
 * when the draft was published meanwhile: that cannot be taken back.
 */
export function isDiscard(seen: SeenRevision, body: unknown): boolean {
  const hasReason = typeof body === 'object' && body !== null && 'reason' in body;
  return seen.kind !== 'none' && !hasReason;
}

/** Refuses what is meant for a draft, saying what became of it; an item that was taken down says so by itself. */
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
