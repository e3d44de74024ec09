import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isOfThePast, type Change, type UnknownContent } from '../../feed/change.ts';
import { isWordingKind } from '../../feed/change-kinds.ts';
import { isTombstone } from '../../feed/item.ts';
import type { Log } from '../../log/log.ts';
import type { Outbox } from '../store/outbox.ts';
import type { Kind } from './kind.ts';

/** The name of this kind in rows, and what stands in them as its target. */
export const mailName = 'mail';
export const mailTarget = 'mailto:';

/**
 * Breaking news by mail: a change that makes an item breaking is handed over to the outbox, which sends the item as it is in that
 * moment. It is added by the feed's switch alone, not by a call.
 */
export function mailKind(outbox: Outbox, log: Pick<Log, 'wordings'>): Kind {
  return {
    target: () => z.literal(mailTarget),
    secret: z.string(),
    // Nothing is signed; the column wants one.
    makeSecret: () => randomBytes(16).toString('base64url'),
    async send({ data }) {
      const change = data as Change;
      try {
        const item = await newsOf(change, log);
        if (item !== undefined) await outbox.handOver(change.feed, item);
        return { kind: 'done' };
      } catch {
        return { kind: 'again', reason: 'could not be handed over' };
      }
    },
  };
}

/** The item that a change makes breaking; undefined for any other, for one that was breaking before, and for an old story. */
async function newsOf(change: Change, log: Pick<Log, 'wordings'>): Promise<string | undefined> {
  if (!isWordingKind(change.kind) || isOfThePast(change)) return undefined;
  const { item } = change as UnknownContent;
  if (item === undefined || isTombstone(item) || !item.breaking) return undefined;
  const earlier = item.rev === 1 ? [] : await log.wordings(change.feed, item.id);
  const wasBreaking = earlier.some((wording) => wording.rev < item.rev && wording.item.breaking);
  return wasBreaking ? undefined : item.id;
}
