import { unknownFeed } from '../feed/refusal.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import type { Hub } from '../hub/hub.ts';
import type { Log } from '../log/log.ts';
import { ShortMemory } from './short-memory.ts';
import type { TakedownMark, TakedownMarks } from './takedown-marks.ts';

/** A feed as it stood at a moment. What was said of the past only takedowns change: `mark` names the latest. */
export interface Moment {
  readonly snapshot: Snapshot;
  /** Of the past only: the present has its position for a name. */
  readonly mark?: TakedownMark;
}

/**
 * The feeds as they stood: of a moment that nothing has followed from memory, of others from the log, each asked of
 * it once a second, however many ask.
 */
export class FeedMoments {
  // Some 100 KB each.
  private readonly past = new ShortMemory<Moment>(16 * 1024 * 1024);

  constructor(
    private readonly hub: Hub,
    private readonly log: Log,
    private readonly marks: TakedownMarks,
  ) {}

  /** `present` is where the instance stands, `time` as the log writes its times. Throws `unknown_feed`. */
  async at(present: Snapshot, time: string): Promise<Moment> {
    if (await this.isLatest(present, time)) return { snapshot: present };
    const { feed, epoch } = present;
    // The mark comes before the text: what is read after it has lost every text the mark names.
    const mark = await this.marks.of(feed, present);
    return this.past.get(JSON.stringify([feed, epoch, mark.tag, time]), async () => {
      const snapshot = await this.log.snapshotAt(feed, time);
      if (snapshot === undefined) throw unknownFeed(feed);
      return { snapshot, mark };
    });
  }

  /** Whether nothing has followed that time. The log's times decide, no clock of this machine. */
  private async isLatest({ feed, seq, tag }: Snapshot, time: string): Promise<boolean> {
    if (seq === 0) return true;
    const [latest] = (await this.hub.changes(feed, seq - 1)) ?? [];
    return latest !== undefined && latest.tag === tag && latest.at <= time;
  }
}
