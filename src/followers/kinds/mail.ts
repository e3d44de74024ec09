import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Change } from '../../feed/change.ts';
import type { Log } from '../../log/log.ts';
import type { Outbox } from '../store/outbox.ts';
import { becomesBreaking, wordedItem } from './becomes-breaking.ts';
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
        const item = wordedItem(change);
        if (item !== undefined && (await becomesBreaking(change.feed, item, log))) {
          await outbox.handOver(change.feed, item.id);
        }
        return { kind: 'done' };
      } catch {
        return { kind: 'again', reason: 'could not be handed over' };
      }
    },
  };
}
