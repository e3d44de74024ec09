import type { Change } from '../../feed/change.ts';
import { itemIdOf } from '../../feed/change.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import type { Log } from '../../log/log.ts';
import type { Kind, Outcome, Tools } from '../kinds/kind.ts';
import type { Answer, DeadLetter, FoundFollower } from '../store/follower.ts';
import type { Leases, Step } from '../store/leases.ts';
import { isFor, messageOf } from './told.ts';

/** Changes that are read from the log at once. */
const pageSize = 20;

/** What a round works with. */
export interface RoundParts {
  readonly log: Pick<Log, 'read' | 'wordings'>;
  readonly leases: Pick<Leases, 'settle' | 'again'>;
  readonly tools: Tools;
  /** The instance. */
  readonly holder: string;
  readonly leaseSeconds: number;
  /** After so many messages the others come. */
  readonly maxInARow: number;
  readonly waitSeconds: (failures: number, asked?: number) => number;
  readonly onOutcome: (outcome: Outcome['kind']) => void;
}

/**
 * Tells one follower's target what it has not been told, while this instance has the lease: first the dead letters that are to
 * be sent again, then the log from its position on, in order, each change when the one before was told, or cannot be.
 */
export class Round {
  private position: Position;
  private failures: number;
  private told = 0;
  private renewedMs = performance.now();

  constructor(
    private readonly follower: FoundFollower,
    private readonly kind: Kind,
    private readonly parts: RoundParts,
    private readonly signal: AbortSignal,
  ) {
    this.position = follower.position;
    this.failures = follower.failures;
  }

  /** Ends the lease before it ends itself, unless the lease was lost. */
  async run(): Promise<void> {
    if (!(await this.tellAgain())) return;
    while (!this.isOver) {
      const { feed, filter } = this.follower;
      const page = await this.parts.log.read(feed, this.position.seq, pageSize);
      if (page.length === 0) break;
      for (const { seq } of page) {
        if (this.isOver) break;
        if (!(await this.keepLease())) return;
        // Told already, by the document of a change before.
        if (seq <= this.position.seq) continue;
        // What a page has may have been taken down since it was read.
        const [change] = await this.parts.log.read(feed, seq - 1, 1);
        // The log was set back since: the next round looks at what it is now.
        if (change === undefined) break;
        if (change.prev !== this.position.tag && this.kind.tellsState !== true) {
          await this.settle({ pause: 'history' });
          return;
        }
        if (!(await isFor(filter, change, this.parts.log))) this.position = positionOf(change);
        else if (!(await this.tell(change))) return;
      }
    }
    await this.settle({}, 0);
  }

  /** Tells the dead letters that are to be sent again. False when the round is over. */
  private async tellAgain(): Promise<boolean> {
    const { leases, log } = this.parts;
    while (!this.isOver && (await this.keepLease())) {
      const seq = await leases.again(this.follower.id);
      if (seq === undefined) return true;
      const [change] = await log.read(this.follower.feed, seq - 1, 1);
      // The log was set back: there is no such change any more.
      if (change?.seq !== seq) {
        if (!(await this.settle({ unbury: seq }))) return false;
      } else if (!(await this.tell(change, seq))) return false;
    }
    return this.isOver;
  }

  /** Tells a change and writes down what became of it. `again`: it was a dead letter. False when the round is over. */
  private async tell(change: Change, again?: number): Promise<boolean> {
    this.told += 1;
    const start = performance.now();
    const { tools } = this.parts;
    const outcome = await this.kind.send(messageOf(change), this.follower, tools, this.signal);
    const answer = answerOf(outcome, performance.now() - start);
    // Stopped in the middle of it: nothing is known of the target.
    if (this.signal.aborted && outcome.kind === 'again') {
      await this.settle({}, 0);
      return false;
    }
    this.parts.onOutcome(outcome.kind);
    const isTold = outcome.kind === 'done' || outcome.kind === 'never';
    this.failures = isTold ? 0 : this.failures + 1;
    if (isTold && again === undefined) this.position = reachedBy(change, outcome);
    const done = { answer, ...(again !== undefined && { unbury: again }) };
    switch (outcome.kind) {
      case 'done':
        return this.settle(done);
      case 'never':
        return this.settle({ answer, bury: letterOf(change, outcome.reason) });
      case 'gone':
        return this.settle({ answer, pause: 'gone' });
      case 'again': {
        const wait = this.parts.waitSeconds(this.failures, outcome.afterSeconds);
        await this.settle({ answer, waitSeconds: wait }, 0);
        return false;
      }
    }
  }

  private async settle(
    step: Omit<Step, 'position' | 'failures'>,
    seconds = this.parts.leaseSeconds,
  ): Promise<boolean> {
    const { position, failures, follower } = this;
    const { leases, holder } = this.parts;
    this.renewedMs = performance.now();
    return leases.settle(follower, holder, { position, failures, ...step }, seconds);
  }

  /** Renews the lease when a third of it is over, so that it outlasts the next attempt. False when it is lost. */
  private async keepLease(): Promise<boolean> {
    const isYoung = performance.now() - this.renewedMs < (this.parts.leaseSeconds * 1_000) / 3;
    return isYoung || this.settle({});
  }

  private get isOver(): boolean {
    return this.signal.aborted || this.told >= this.parts.maxInARow;
  }
}

/** Up to where a target knows the log by what it was told. */
function reachedBy(change: Change, outcome: Outcome): Position {
  const { upTo } = outcome.kind === 'done' ? outcome : {};
  const isFurther = upTo !== undefined && upTo.epoch === change.epoch && upTo.seq > change.seq;
  return isFurther ? upTo : positionOf(change);
}

/** What is kept of an attempt. */
export function answerOf(outcome: Outcome, ms: number): Omit<Answer, 'at'> {
  return {
    ms: Math.round(ms),
    outcome: outcome.kind,
    ...(outcome.status !== undefined && { status: outcome.status }),
    ...(outcome.kind !== 'done' && { reason: outcome.reason }),
  };
}

function letterOf(change: Change, reason: string): DeadLetter {
  const item = itemIdOf(change);
  return { seq: change.seq, kind: change.kind, reason, ...(item !== undefined && { item }) };
}
