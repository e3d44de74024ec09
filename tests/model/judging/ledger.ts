import type { FeedMessage } from '../../../client/ticker/connect/link.ts';
import type { Change } from '../../../src/feed/change.ts';
import { positionOf, type Position } from '../../../src/feed/position.ts';
import type { Attachment } from '../../../src/hub/attachment.ts';
import { maxTailChanges } from '../../../src/log/tail.ts';
import type { Store } from '../store.ts';

/** Records every broken promise of a schedule, as a text. */
export class Ledger {
  readonly broken: string[] = [];
  resets = 0;

  constructor(private readonly store: Store) {}

  note(what: string): void {
    if (this.broken.length < 10) this.broken.push(what);
  }

  /** Checks an instance's answer to a position: a reset needs a cause in the log itself. */
  answered(feed: string, position: Position | undefined, attachment: Attachment): void {
    if (position === undefined || attachment.kind !== 'snapshot') return;
    this.resets += 1;
    const { reset } = attachment;
    const head = this.store.head(feed);
    const where = `a reader at ${told(position)} was sent to ${told(attachment.snapshot)}`;
    switch (reset) {
      case undefined:
        this.note(`${where} without a word why`);
        break;
      case 'gap':
        if (this.store.restores === 0 && head.seq - position.seq <= maxTailChanges) {
          this.note(`${where}: a gap that memory could have filled`);
        }
        break;
      case 'epoch':
      case 'fork':
        if (this.store.wasNeverLost(feed, position))
          this.note(`${where}: ${reset} without a cause`);
    }
  }

  /**
   * Records that a message was missing on a connection that lost none. After a restore it may be of another history.
   */
  leftOut(event: string, said: Position, at: Position | undefined): void {
    if (this.store.restores + this.store.rotations > 0) return;
    this.note(
      `a reader at ${at && told(at)} was left out of something before ${event} ${told(said)}`,
    );
  }

  /** Checks a message of a relay: it has no text that was erased up to where it stands. */
  served({ body }: FeedMessage): void {
    const erased = this.store.erasedAt(body.tag);
    if (erased.size === 0) return;
    const text = JSON.stringify(body);
    for (const gone of erased) {
      if (text.includes(gone)) this.note(`an erased text was served at ${told(body)}: ${gone}`);
    }
  }

  /** Checks what an instance broadcasts: the next change, or a new snapshot because its memory was wrong. */
  toldOf(feed: string): Told {
    let last: Position | undefined;
    let isAlarmed = false;
    return {
      forked: (mine) => {
        isAlarmed = true;
        if (this.store.wasNeverLost(feed, mine)) this.note(`a false alarm at ${told(mine)}`);
      },
      change: (change) => {
        const follows =
          last === undefined || (change.seq === last.seq + 1 && change.prev === last.tag);
        if (!follows) this.note(`an instance told ${told(change)} after ${last && told(last)}`);
        last = positionOf(change);
      },
      reset: (to) => {
        this.resets += 1;
        if (last !== undefined && !isAlarmed && this.store.wasNeverLost(feed, last)) {
          this.note(`an instance took back ${told(last)} for ${told(to)} without a cause`);
        }
        isAlarmed = false;
        last = positionOf(to);
      },
    };
  }
}

/** What one instance says of a feed, as it says it. */
interface Told {
  readonly change: (change: Change) => void;
  readonly forked: (mine: Position) => void;
  readonly reset: (to: Position) => void;
}

export function told({ epoch, seq, tag }: Position): string {
  return `${epoch}:${seq}:${tag}`;
}
