import { accept, type Acceptance } from '../feed/acceptance.ts';
import { apply } from '../feed/apply.ts';
import { isErasingKind } from '../feed/change-kinds.ts';
import type { Change } from '../feed/change.ts';
import { positionOf, type Position } from '../feed/position.ts';
import { newest, snapshotItems, type Snapshot } from '../feed/snapshot.ts';
import type { ResetReason } from '../feed/messages.ts';
import { cleared } from './cleared.ts';

/** Changes kept for readers that reconnect: at ~1 KB each, half a megabyte for a busy feed. */
export const maxTailChanges = 512;

/** What a reader gets when it attaches: exactly the changes that it missed, or a new snapshot. */
export type CatchUp =
  | { readonly kind: 'sync'; readonly position: Position; readonly changes: readonly Change[] }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot; readonly reset?: ResetReason };

/**
 * What this instance knows of one feed: the snapshot and the latest changes that led to it, in order. Changes are taken
 * by the acceptance rule only, so a tail is always a state that the log has had.
 */
export class Tail {
  private changes: Change[];

  private constructor(
    private current: Snapshot,
    changes: readonly Change[],
  ) {
    this.changes = [...changes];
  }

  /** `changes`: the latest changes, oldest first; the last one leads to the position of `snapshot`. */
  static of(snapshot: Snapshot, changes: readonly Change[]): Tail {
    return new Tail(snapshot, changes);
  }

  get snapshot(): Snapshot {
    return this.current;
  }

  get position(): Position {
    return positionOf(this.current);
  }

  /** Applies a change if it is the next one. Returns whether it was the next, a repeat, a gap or a fork. */
  ingest(change: Change): Acceptance {
    const acceptance = accept(this.current, (seq) => this.tagAt(seq), change);
    if (acceptance !== 'next') return acceptance;
    // So that no later catch-up sends what is erased.
    if (isErasingKind(change.kind)) this.changes = [...cleared(this.changes, change)];
    this.current = newest(apply(this.current, change), snapshotItems);
    this.changes.push(change);
    // Half of a full tail is dropped at once, so that the array is not copied at every change.
    if (this.changes.length > maxTailChanges * 2)
      this.changes = this.changes.slice(-maxTailChanges);
    return 'next';
  }

  /**
   * Whether only the log can decide if this position is right: the position is ahead of this instance or belongs to
   * another history, and in both cases the instance may be the one that is wrong.
   */
  mustAskAbout(position: Position): boolean {
    if (position.epoch !== this.current.epoch || position.seq > this.current.seq) return true;
    const known = this.tagAt(position.seq);
    return known !== undefined && known !== position.tag;
  }

  /** What brings a reader from `position` to the position of this tail. */
  catchUp(position: Position | undefined): CatchUp {
    const { current } = this;
    if (position === undefined) return { kind: 'snapshot', snapshot: current };
    // Also when the tags are equal: a reader accepts changes of its own epoch only.
    if (position.epoch !== current.epoch) {
      return { kind: 'snapshot', snapshot: current, reset: 'epoch' };
    }
    const known = this.tagAt(position.seq);
    if (known === position.tag) {
      const changes = this.changes.filter((change) => change.seq > position.seq);
      return { kind: 'sync', position: this.position, changes };
    }
    const isTooOld = known === undefined && position.seq < current.seq;
    return { kind: 'snapshot', snapshot: current, reset: isTooOld ? 'gap' : 'fork' };
  }

  /** The changes after `seq`, oldest first; undefined when not all of them are remembered. */
  since(seq: number): readonly Change[] | undefined {
    const oldest = this.changes[0]?.seq ?? this.current.seq + 1;
    return seq < oldest - 1 ? undefined : this.changes.filter((change) => change.seq > seq);
  }

  /** The latest changes, oldest first, at most `limit` of those remembered. */
  latest(limit: number): readonly Change[] {
    return this.changes.slice(-limit);
  }

  private tagAt(seq: number): string | undefined {
    if (seq === this.current.seq) return this.current.tag;
    const first = this.changes[0];
    if (first === undefined) return undefined;
    if (seq === first.seq - 1) return first.prev;
    return this.changes[seq - first.seq]?.tag;
  }
}
