import type { Snapshot } from '../../feed/snapshot.ts';
import type { ResetReason } from '../../feed/messages.ts';
import type { CatchUp } from '../../log/tail.ts';
import { Message } from './message.ts';

type Sync = Extract<CatchUp, { readonly kind: 'sync' }>;

/**
 * The bytes of all kept `sync` messages, all feeds together. In a storm, readers come back from few positions, most of
 * them recent. Above this bound a reader is still answered, but its message is not kept.
 */
const maxKeptBytes = 32 * 1024 * 1024;
/**
 * How often a message is in memory: packet, frame, compressed frame, and both frames with `head` behind them (see
 * Heads).
 */
const copies = 5;

/**
 * Encodes the messages that bring readers up to date, once for all readers that missed the same changes: a storm of
 * thousands costs a handful of encodings.
 */
export class CatchUps {
  private readonly snapshots = new WeakMap<Snapshot, Map<ResetReason | undefined, Message>>();
  private readonly syncs = new Map<string, Syncs>();
  private keptBytes = 0;

  /**
   * The `sync` or `snapshot` message of a catch-up of `feed`. A `snapshot` message is kept as long as its Snapshot
   * object; a `sync` message until the feed moves on or is forgotten, and only within the bound above.
   */
  of(feed: string, catchUp: CatchUp): Message {
    return catchUp.kind === 'sync'
      ? this.sync(feed, catchUp)
      : this.snapshot(catchUp.snapshot, catchUp.reset);
  }

  /** Drops the feed's `sync` messages: it has no readers any more. */
  forget(feed: string): void {
    this.keptBytes -= this.syncs.get(feed)?.bytes ?? 0;
    this.syncs.delete(feed);
  }

  /** The bytes of all kept `sync` messages. */
  get size(): number {
    return this.keptBytes;
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
    const syncs = this.syncsTo(feed, position.tag);
    // Readers that missed the same number of changes missed the same changes: they end at the same tag, without gaps.
    const known = syncs.from.get(changes.length);
    if (known !== undefined) return known;
    const message = Message.of('sync', { feed, ...position, changes });
    const bytes = copies * message.frame.length;
    if (this.keptBytes + bytes <= maxKeptBytes) {
      syncs.from.set(changes.length, message);
      syncs.bytes += bytes;
      this.keptBytes += bytes;
    }
    return message;
  }

  /** The messages that end at this tag. Those that end at an earlier one are dropped: no reader needs them any more. */
  private syncsTo(feed: string, tag: string): Syncs {
    const known = this.syncs.get(feed);
    if (known?.tag === tag) return known;
    this.forget(feed);
    const syncs = { tag, from: new Map<number, Message>(), bytes: 0 };
    this.syncs.set(feed, syncs);
    return syncs;
  }
}

/** A feed's `sync` messages that end at `tag`, by the number of changes in them. */
interface Syncs {
  readonly tag: string;
  readonly from: Map<number, Message>;
  bytes: number;
}
