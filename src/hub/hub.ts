import type { Announcement, Bus, Undo } from '../bus/bus.ts';
import type { Change } from '../feed/change.ts';
import type { Position } from '../feed/position.ts';
import type { Snapshot } from '../feed/snapshot.ts';
import type { FeedHead, ListedHead, LogReads } from '../log/log-reads.ts';
import { againAndAgain } from './again-and-again.ts';
import { AskedLooks } from './asked-looks.ts';
import type { Attachment } from './attachment.ts';
import { systemClock, type Clock } from './clock.ts';
import { Directory } from './directory.ts';
import type { HubReport } from './hub-report.ts';
import { HubListeners, type HubListener } from './hub-listeners.ts';
import { ingest } from './ingest.ts';
import { examine } from './repair.ts';
import { SingleFlight } from './single-flight.ts';
import type { Tail } from '../log/tail.ts';
import { Tails } from './tails.ts';
import type { Told } from './told.ts';

/**
 * What this instance knows: a tail for each feed that is read. Announcements keep a tail current, and the log repairs
 * it. The sweep (once a second, one query for all feeds) finds changes whose announcement was lost.
 */
export class Hub {
  private readonly tails: Tails;
  private readonly directory: Directory;
  private readonly askedLooks: AskedLooks;
  private readonly looks = new SingleFlight();
  private readonly listeners: HubListeners;
  private undoBus: Undo | undefined;
  private undoSweep: Undo | undefined;
  private sweptMs = -Infinity;
  /** Since the start; `healed`: how often the log had changes that no announcement had brought, or not in time. */
  readonly counts = { sweeps: 0, healed: 0 };

  constructor(
    private readonly log: LogReads,
    private readonly bus: Bus,
    private readonly report: HubReport,
    private readonly clock: Clock = systemClock,
    private readonly sweepMs = 1_000,
    private readonly told: Told = { toldHeads: (feeds) => log.heads(feeds) },
  ) {
    this.tails = new Tails(log, clock);
    this.listeners = new HubListeners((feed) => this.held(feed), report.strange);
    this.askedLooks = new AskedLooks((feed) => this.lookQuietly(feed), clock);
    this.directory = new Directory((names) => log.heads(names), clock);
  }

  /** Starts to listen and to sweep. */
  open(): void {
    this.undoBus = this.bus.onAnnouncement((announcement) => this.hear(announcement));
    this.undoSweep = againAndAgain(() => this.sweepQuietly(), this.sweepMs);
  }

  close(): void {
    this.undoBus?.();
    this.undoSweep?.();
  }

  listen(listener: HubListener): Undo {
    return this.listeners.add(listener);
  }

  /** Keeps the feed in memory until the returned undo is called. */
  follow(feed: string): Undo {
    return this.tails.follow(feed);
  }

  /** The newest state that this instance knows, loaded if needed; undefined for an unknown feed. */
  async snapshot(feed: string): Promise<Snapshot | undefined> {
    return (await this.tail(feed))?.snapshot;
  }

  /** The changes after `seq`, oldest first, when memory reaches back that far; otherwise undefined. */
  async changes(feed: string, seq: number): Promise<readonly Change[] | undefined> {
    return (await this.tail(feed))?.since(seq);
  }

  /** The feed's snapshot in memory, synchronously; undefined when the feed is not in memory. */
  held(feed: string): Snapshot | undefined {
    return this.tails.get(feed)?.snapshot;
  }

  /** Loads the names of all feeds, so that no first reader waits. Each sweep tries again until it succeeds. */
  async learnFeeds(): Promise<void> {
    if (!this.directory.isComplete) this.directory.learn(await this.log.feeds());
  }

  /** All feeds with their positions, read from the log, for pages that list them. */
  feeds(): Promise<readonly ListedHead[]> {
    return this.log.feeds();
  }

  /**
   * Finds what a reader at `position` needs and passes it to `join`, which writes it and adds the reader to the feed.
   * Both happen in one synchronous block, so that no change is lost in between. Resolves to false for an unknown feed.
   */
  async attach(
    feed: string,
    position: Position | undefined,
    join: (attachment: Attachment) => void,
  ): Promise<boolean> {
    const known = await this.tail(feed);
    if (known === undefined) return false;
    const mustAsk = position !== undefined && known.mustAskAbout(position);
    const couldAsk = mustAsk ? await this.askedLooks.run(feed) : true;
    const tail = this.tails.get(feed) ?? known;
    const isOpen = !couldAsk && position !== undefined && tail.mustAskAbout(position);
    join(isOpen ? { kind: 'hold' } : tail.catchUp(position));
    return true;
  }

  /** Reads a feed's log for who wants no answer from memory, once a second at most. False when it cannot be read. */
  lookFor(feed: string): Promise<boolean> {
    return this.askedLooks.run(feed);
  }

  /** See Told. */
  staleSince(feed: string): string | undefined {
    return this.told.staleSince?.(feed);
  }

  /** Reads a feed's log and ingests what follows. One read at a time; callers that come meanwhile share the next. */
  look(feed: string): Promise<void> {
    return this.looks.run(feed, () => this.examineAll([feed]));
  }

  /** One query for all feeds in memory: finds every announcement that was lost. */
  async sweep(): Promise<void> {
    this.counts.sweeps += 1;
    this.tails.forgetIdle();
    await this.examineAll(this.tails.feeds, this.told.toldHeads.bind(this.told));
    this.sweptMs = this.clock.now();
  }

  /** Milliseconds since the log last confirmed what this instance knows. */
  get staleForMs(): number {
    return this.clock.now() - this.sweptMs;
  }

  private async tail(feed: string): Promise<Tail | undefined> {
    const isKnown = this.tails.get(feed) !== undefined || (await this.directory.has(feed));
    const tail = isKnown ? await this.tails.find(feed) : undefined;
    if (tail === undefined) this.directory.forget(feed);
    return tail;
  }

  private hear({ feed, change }: Announcement): void {
    this.directory.add(feed);
    const tail = this.tails.get(feed);
    if (tail !== undefined) {
      if (change === undefined || this.take(tail, change) !== 'taken') void this.lookQuietly(feed);
      return;
    }
    // The tail is loading: its read may have started before this change was appended.
    void this.tails
      .loading(feed)
      ?.then(() => this.lookQuietly(feed))
      .catch(() => undefined);
  }

  /**
   * Ingests a change and tells the listeners if it was the next. `refused`: only the log can help. `broken`: it is the
   * next and cannot be applied, so that the feed must be read anew.
   */
  private take(tail: Tail, change: Change): 'taken' | 'refused' | 'broken' {
    const acceptance = ingest(tail, change, this.report.strange);
    if (acceptance === 'broken') return 'broken';
    if (acceptance !== 'next') return acceptance === 'repeat' ? 'taken' : 'refused';
    this.listeners.change(change);
    return 'taken';
  }

  /**
   * Positions are taken before the log is read (see examine). A tail that another read has put in place meanwhile is
   * examined as well: that read may have begun earlier than this one.
   */
  private async examineAll(
    feeds: readonly string[],
    headsOf: Told['toldHeads'] = (names) => this.log.heads(names),
  ): Promise<void> {
    const before = feeds.flatMap((feed) => {
      const tail = this.tails.get(feed);
      return tail === undefined ? [] : [{ feed, tail, mine: tail.position }];
    });
    const heads = await headsOf(before.map(({ feed }) => feed));
    const byFeed = new Map(heads.map((head) => [head.feed, head]));
    for (const { feed, tail, mine } of before) {
      const head = byFeed.get(feed);
      if (head !== undefined) await this.repair(tail, mine, head);
    }
  }

  private async repair(tail: Tail, mine: Position, head: FeedHead): Promise<void> {
    const { feed } = head;
    const finding = await examine(this.log, feed, mine, head);
    if (this.tails.get(feed) !== tail) return this.examineAll([feed]);
    switch (finding.kind) {
      case 'current':
        return;
      case 'behind':
        this.counts.healed += 1;
        // A late announcement of another history may have been ingested before the log's own changes.
        for (const change of finding.changes) {
          const taken = this.take(tail, change);
          if (taken === 'refused') return this.examineAll([feed]);
          if (taken === 'broken') return this.restart(feed, tail);
        }
        // The remaining changes, as long as each read brings some.
        if (!finding.isAll && tail.position.seq > mine.seq && tail.position.seq < head.seq) {
          await this.repair(tail, tail.position, head);
        }
        return;
      case 'forked':
        this.report.forked(feed, mine, head);
        await this.restart(feed, tail);
    }
  }

  /** Of several reads that end here, the first replaces the tail: the others may have read an older state. */
  private async restart(feed: string, wrong: Tail): Promise<void> {
    const tail = await this.tails.replace(feed, wrong);
    if (tail === undefined) return this.examineAll([feed]);
    this.listeners.reset(feed, tail.snapshot);
  }

  /** Reads the log once; false when the log cannot be reached. */
  private async lookQuietly(feed: string): Promise<boolean> {
    try {
      await this.look(feed);
      return true;
    } catch (error) {
      this.report.unreachable(error);
      return false;
    }
  }

  private async sweepQuietly(): Promise<void> {
    try {
      await this.learnFeeds();
      await this.sweep();
    } catch (error) {
      this.report.unreachable(error);
    }
  }
}
