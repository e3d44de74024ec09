import type { Change } from '../../../src/feed/change.ts';
import { positionOf, type Position } from '../../../src/feed/position.ts';
import { emptySnapshot } from '../../../src/feed/snapshot.ts';
import type { FeedHead, FeedTail, ListedHead, LogReads } from '../../../src/log/log-reads.ts';

const info = { title: 'A feed', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const beginning: Position = { epoch: 'e', seq: 0, tag: 't0' };

/** The log of the feed "f" in memory: its changes show in no item. The hub reads it as any other. */
export class PaperLog {
  readonly changes: Change[] = [];
  /** While it is away, nobody can ask it anything. */
  isAway = false;

  get asReads(): LogReads {
    return this as unknown as LogReads;
  }

  async feeds(): Promise<readonly ListedHead[]> {
    return this.ask([{ ...this.head, changedAt: '' }]);
  }

  async heads(): Promise<readonly FeedHead[]> {
    return this.ask([this.head]);
  }

  async read(_feed: string, afterSeq: number, limit: number): Promise<readonly Change[]> {
    return this.ask(this.changes.slice(afterSeq, afterSeq + limit));
  }

  async tail(_feed: string, limit: number): Promise<FeedTail> {
    const snapshot = emptySnapshot('f', this.position, info);
    return this.ask({ snapshot, changes: this.changes.slice(-limit) });
  }

  private ask<Answer>(answer: Answer): Answer {
    if (this.isAway) throw new Error('The log is away.');
    return answer;
  }

  private get head(): FeedHead {
    return { feed: 'f', info, ...this.position };
  }

  private get position(): Position {
    const last = this.changes.at(-1);
    return last === undefined ? beginning : positionOf(last);
  }
}
