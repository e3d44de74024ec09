import { isErasingKind } from '../feed/change-kinds.ts';
import { isOfThePast, type Change } from '../feed/change.ts';
import type { Position } from '../feed/position.ts';
import type { Hub } from '../hub/hub.ts';
import type { LogReads } from '../log/log-reads.ts';

/** The latest change of a feed that erased words, a takedown for example: seq 0 and tag "0" while there was none. */
export interface TakedownMark {
  readonly seq: number;
  readonly tag: string;
}

const none: TakedownMark = { seq: 0, tag: '0' };

/**
 * Names the state of a feed's texts: an answer that was cached under an older mark may hold a text that was taken down
 * since. The log is queried once for each feed; after that the mark follows from the changes in memory.
 */
export class TakedownMarks {
  private readonly known = new Map<
    string,
    { readonly at: Position; readonly mark: TakedownMark }
  >();
  private readonly asking = new Map<string, Promise<TakedownMark>>();

  constructor(
    private readonly hub: Hub,
    protected readonly log: LogReads,
  ) {}

  /** The mark as of `at`, where the instance stands, or newer. */
  async of(feed: string, at: Position): Promise<TakedownMark> {
    const known = this.known.get(feed);
    if (known?.at.tag === at.tag && known.at.seq === at.seq) return known.mark;
    if (known !== undefined && known.at.seq <= at.seq) {
      await this.hub.attach(feed, known.at, (attachment) => {
        // Another history, or too far back: the log is asked anew.
        if (attachment.kind !== 'sync') return;
        const last = attachment.changes.findLast((change) => this.isMark(change));
        const mark = last === undefined ? known.mark : { seq: last.seq, tag: last.tag };
        this.known.set(feed, { at: attachment.position, mark });
      });
      const brought = this.known.get(feed);
      if (brought !== undefined && brought !== known) return brought.mark;
    }
    const asked = this.asking.get(feed) ?? this.ask(feed, at);
    this.asking.set(feed, asked);
    return asked;
  }

  protected isMark({ kind }: Change): boolean {
    return isErasingKind(kind);
  }

  protected latest(feed: string): Promise<TakedownMark | undefined> {
    return this.log.lastTakedown(feed);
  }

  private async ask(feed: string, at: Position): Promise<TakedownMark> {
    try {
      const mark = (await this.latest(feed)) ?? none;
      this.known.set(feed, { at, mark });
      return mark;
    } finally {
      this.asking.delete(feed);
    }
  }
}

/** Names the state of a feed's past: what was taken down since is gone from it, what was imported since is in it. */
export class PastMarks extends TakedownMarks {
  protected override isMark(change: Change): boolean {
    return super.isMark(change) || isOfThePast(change);
  }

  protected override latest(feed: string): Promise<TakedownMark | undefined> {
    return this.log.lastRewriting(feed);
  }
}
