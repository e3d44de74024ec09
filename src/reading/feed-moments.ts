import { unknownFeed } from '../feed/refusal.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import type { Hub } from '../hub/hub.ts';
import type { LogReads } from '../log/log-reads.ts';
import { ShortMemory } from './short-memory.ts';
import type { PastMarks, TakedownMark } from './takedown-marks.ts';

/**
 * A feed as it stood at a moment. Only takedowns and imports change a snapshot of the past, so the tag of the latest of
 * them, `mark`, is part of its cache key.
 */
export interface Moment {
  readonly snapshot: Snapshot;
  /** Set for the past only: a snapshot of the present is named by its position. */
  readonly mark?: TakedownMark;
}

/**
 * Feeds as they stood at a time. A time after the latest change is answered from memory, an earlier one from the log:
 * one query a second for each feed and time, however many readers ask.
 */
export class FeedMoments {
  // Some 100 KB each.
  private readonly past = new ShortMemory<Moment>(16 * 1024 * 1024);

  constructor(
    private readonly hub: Hub,
    private readonly log: LogReads,
    private readonly marks: PastMarks,
  ) {}

  /**
   * `present` is where the instance stands, `time` as the log writes its times, `before` a cursor for older items as they
   * were then. Throws `unknown_feed`, and `invalid_input` for an invalid cursor.
   */
  async at(present: Snapshot, time: string, before?: string): Promise<Moment> {
    const isLatest = await this.isLatest(present, time);
    if (isLatest && before === undefined) return { snapshot: present };
    const { feed, epoch } = present;
    // The mark is read before the text, so that the text cannot hold what a takedown up to this mark has cleared.
    const mark = await this.marks.of(feed, present);
    // A time that nothing has followed yet is another moment after each change.
    const key = [feed, epoch, mark.tag, time, before, isLatest ? present.tag : ''];
    return this.past.get(JSON.stringify(key), async () => {
      const snapshot = await this.log.snapshotAt(feed, time, before);
      if (snapshot === undefined) throw unknownFeed(feed);
      return isLatest ? { snapshot } : { snapshot, mark };
    });
  }

  /** Whether nothing has followed that time. The log's times decide, no clock of this machine. */
  private async isLatest({ feed, seq, tag }: Snapshot, time: string): Promise<boolean> {
    if (seq === 0) return true;
    const [latest] = (await this.hub.changes(feed, seq - 1)) ?? [];
    return latest !== undefined && latest.tag === tag && latest.at <= time;
  }
}
