import type { Snapshot } from '../../feed/snapshot.ts';
import type { ResetReason } from '../../feed/wire.ts';
import type { CatchUp } from '../../hub/tail.ts';
import { Message } from './message.ts';

type Sync = Extract<CatchUp, { readonly kind: 'sync' }>;

/** Positions readers of one feed come back with, of which the messages are kept: in a storm they are few. */
const maxKept = 64;

/**
 * What readers are told when they come, encoded once for each position of the feed and place they come from,
 * however many come: a storm of thousands costs a handful of encodings.
 */
export class CatchUps {
  private readonly snapshots = new WeakMap<Snapshot, Map<ResetReason | undefined, Message>>();
  private readonly syncs = new Map<string, { readonly tag: string; readonly from: Messages }>();

  of(feed: string, catchUp: CatchUp): Message {
    return catchUp.kind === 'sync'
      ? this.sync(feed, catchUp)
      : this.snapshot(catchUp.snapshot, catchUp.reset);
  }

  /** Nobody reads the feed any more. */
  forget(feed: string): void {
    this.syncs.delete(feed);
  }

  private snapshot(snapshot: Snapshot, reset: ResetReason | undefined): Message {
    const byReset = this.snapshots.get(snapshot) ?? new Map<ResetReason | undefined, Message>();
    this.snapshots.set(snapshot, byReset);
    const whole = reset === undefined ? snapshot : { ...snapshot, reset };
    const message = byReset.get(reset) ?? Message.of('snapshot', whole);
    byReset.set(reset, message);
    return message;
  }

  private sync(feed: string, { position, changes }: Sync): Message {
    const known = this.syncs.get(feed);
    const from: Messages = known?.tag === position.tag ? known.from : new Map();
    if (known?.from !== from) this.syncs.set(feed, { tag: position.tag, from });
    // Where they come from is where the missed ones begin; the tag was accepted, so the number is enough.
    const message = from.get(changes.length) ?? Message.of('sync', { feed, ...position, changes });
    if (from.size < maxKept) from.set(changes.length, message);
    return message;
  }
}

/** By how many changes were missed. */
type Messages = Map<number, Message>;
