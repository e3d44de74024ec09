import type { Change } from '../../../src/feed/change.ts';
import { positionOf, type Position } from '../../../src/feed/position.ts';
import type { Outcome } from '../../../src/followers/kinds/kind.ts';
import type { Chance } from '../chance.ts';
import { told, type Ledger } from '../judging/ledger.ts';
import type { Store } from '../store.ts';
import type { VirtualTime } from '../virtual-time.ts';

/** Where a follower's changes go: it is away for a while, takes a while, and what it answers may be lost. */
export class ModelTarget {
  private isDown = false;
  private hasEnded = false;
  private last: Position;
  private readonly got = new Set<string>();

  constructor(
    private readonly first: Position,
    private readonly store: Store,
    private readonly time: VirtualTime,
    private readonly chance: Chance,
    private readonly ledger: Ledger,
  ) {
    this.last = first;
    this.comeAndGo();
  }

  get wayMs(): number {
    return this.chance.below(40);
  }

  endFaults(): void {
    this.hasEnded = true;
    this.isDown = false;
  }

  /** `erased`: the texts that were erased from the log before this was read from it. */
  receive(change: Change, erased: readonly string[]): Outcome {
    if (this.isDown) return { kind: 'again', reason: 'away' };
    const text = JSON.stringify(change);
    const kept = erased.find((one) => text.includes(one));
    if (kept !== undefined) this.ledger.note(`a target was told an erased text: ${kept}`);
    if (!this.got.has(change.tag)) {
      if (change.prev !== this.last.tag && this.isOneHistory) {
        this.ledger.note(`a target got ${told(change)} after ${told(this.last)}`);
      }
      this.got.add(change.tag);
      this.last = positionOf(change);
    }
    const isLost = !this.hasEnded && this.chance.is(10);
    return isLost ? { kind: 'again', reason: 'lost' } : { kind: 'done' };
  }

  /** Whether all has come up to here, in a log that was never set back. */
  hasAll(head: Position): boolean {
    const { first, last, got } = this;
    return !this.isOneHistory || (last.tag === head.tag && got.size === head.seq - first.seq);
  }

  private get isOneHistory(): boolean {
    return this.store.restores + this.store.rotations === 0;
  }

  private comeAndGo(): void {
    if (this.hasEnded) return;
    this.isDown = this.chance.is(40);
    this.time.after(this.chance.below(1_500), () => this.comeAndGo());
  }
}
