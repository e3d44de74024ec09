import type { Snapshot } from '../../feed/snapshot.ts';
import type { ResetReason } from '../../feed/wire.ts';
import type { CatchUp } from '../../hub/tail.ts';
import { Message } from './message.ts';

type Sync = Extract<CatchUp, { readonly kind: 'sync' }>;

/**
 * Messages for readers that come back are kept up to so many bytes, all feeds together. In a storm they come from few
 * positions, most of them near; who makes up positions far back is answered, and nothing is kept of it.
 */
const maxKeptBytes = 32 * 1024 * 1024;
/** The packet's text, its frame, the compressed frame, and both frames with a head behind them (see Heads). */
const copies = 5;

/**
 * What readers are told when they come, encoded once for each position of the feed and place they come from,
 * however many come: a storm of thousands costs a handful of encodings.
 */
export class CatchUps {
  private readonly snapshots = new WeakMap<Snapshot, Map<ResetReason | undefined, Message>>();
  private readonly syncs = new Map<string, Syncs>();
  private keptBytes = 0;

  of(feed: string, catchUp: CatchUp): Message {
    return catchUp.kind === 'sync'
      ? this.sync(feed, catchUp)
      : this.snapshot(catchUp.snapshot, catchUp.reset);
  }

  /** Nobody reads the feed any more. */
  forget(feed: string): void {
    this.keptBytes -= this.syncs.get(feed)?.bytes ?? 0;
    this.syncs.delete(feed);
  }

  /** Bytes kept just now for readers that come back. */
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
    // Where they come from is where the missed ones begin; the tag was accepted, so the number is enough.
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

  /** Those that end at this tag; what ended before it is of no use to anybody. */
  private syncsTo(feed: string, tag: string): Syncs {
    const known = this.syncs.get(feed);
    if (known?.tag === tag) return known;
    this.forget(feed);
    const syncs = { tag, from: new Map<number, Message>(), bytes: 0 };
    this.syncs.set(feed, syncs);
    return syncs;
  }
}

/** A feed's messages that end at `tag`, by how many changes were missed. */
interface Syncs {
  readonly tag: string;
  readonly from: Map<number, Message>;
  bytes: number;
}
