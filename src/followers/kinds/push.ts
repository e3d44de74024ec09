import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Change } from '../../feed/change.ts';
import { changeKinds, isKnownKind } from '../../feed/change-kinds.ts';
import type { Log } from '../../log/log.ts';
import type { PushOutbox } from '../store/outbox.ts';
import { becomesBreaking, wordedItem } from './becomes-breaking.ts';
import type { Kind } from './kind.ts';

/** The name of this kind in rows, and what stands in them as its target. */
export const pushName = 'push';
export const pushTarget = 'push:';

/**
 * News for browsers: an item that becomes breaking, or is posted with a tag, is handed over to the outbox, and so is what becomes of it
 * later: remarks for readers, and its end. It is added by the feed's switch alone, not by a call.
 */
export function pushKind(outbox: PushOutbox, log: Pick<Log, 'wordings'>): Kind {
  return {
    target: () => z.literal(pushTarget),
    secret: z.string(),
    // Nothing is signed; the column wants one.
    makeSecret: () => randomBytes(16).toString('base64url'),
    async send({ data }) {
      try {
        await handOver(data as Change, outbox, log);
        return { kind: 'done' };
      } catch {
        return { kind: 'again', reason: 'could not be handed over' };
      }
    },
  };
}

async function handOver(
  change: Change,
  outbox: PushOutbox,
  log: Pick<Log, 'wordings'>,
): Promise<void> {
  const { feed } = change;
  if (change.kind === 'takedown') return outbox.changed(feed, change.id, true);
  const item = wordedItem(change);
  if (item === undefined) return;
  const filters = [
    ...((await becomesBreaking(feed, item, log)) ? ['breaking'] : []),
    // A tag that is put on later makes no news of an old item.
    ...(change.kind === 'post' ? item.tags.map((tag) => `tag:${tag}`) : []),
  ];
  if (filters.length > 0) await outbox.handOver(feed, item.id, filters);
  if (isRemark(change.kind)) await outbox.changed(feed, item.id, false);
}

/** Whether readers are told of it: an edit without a remark changes no notification. */
function isRemark(kind: string): boolean {
  return isKnownKind(kind) && 'remarks' in changeKinds[kind];
}
