import type { Change } from '../../feed/change.ts';
import { positionOf, samePosition, type Position } from '../../feed/position.ts';
import type { FeedHead } from '../../log/log-reads.ts';
import { changeIn, jsonIn, positionIn, snapshotIn } from '../answers.ts';
import { eventsOf } from './events.ts';
import type { FeedCache } from './feed-cache.ts';
import { Freshness } from './freshness.ts';
import { contradiction, replayed, type Kept, type Loading } from './loading.ts';
import { shutEpoch, shutFeed } from './shut-feed.ts';
import type { MirrorListener } from './mirror-listener.ts';
import { hasReached } from './has-reached.ts';
import { takeInto } from './take-into.ts';
import { pace, waitMs } from './pace.ts';
import { isBrokenLine, RefusedFeed } from './stream-faults.ts';
import { pause, type RelayTime } from '../time.ts';
import { reasonOf, unavailable, type Upstream } from '../upstream.ts';
import { Watch } from './watch.ts';

/** An upstream of several instances may answer from one that is behind: it is asked again. */
const maxLooks = 3;

/**
 * A feed as the upstream has it: its tail, kept current by the upstream's stream, from the position that it has. Until the
 * upstream has accepted that position it is nobody's, so that what was taken down meanwhile is not shown again.
 */
export class Mirror {
  private kept: Kept | undefined;
  private isConfirmed = false;
  private isLive = false;
  private isGone = false;
  private isClosed = false;
  private strikes = 0;
  /** The latest that went wrong, in a few words. */
  private fault: string | undefined;
  private stop: () => void = () => undefined;
  private readonly watch: Watch;
  private readonly freshness: Freshness;

  constructor(
    private readonly loading: Loading,
    private readonly upstream: Upstream,
    private readonly cache: Pick<FeedCache, 'read' | 'keep'>,
    private readonly listener: MirrorListener,
    private readonly time: RelayTime,
  ) {
    this.watch = new Watch(time);
    this.freshness = new Freshness(time);
  }

  get feed(): string {
    return this.loading.feed;
  }

  /** Begins to follow; until `close`. */
  open(): void {
    void this.run();
  }

  close(): void {
    this.isClosed = true;
    this.stop();
    this.watch.tell();
  }

  /** What the relay has of the feed; undefined until the upstream has said so. */
  get known(): Kept | undefined {
    return this.isConfirmed ? this.kept : undefined;
  }

  get head(): FeedHead | undefined {
    const { known, feed } = this;
    return known && { feed, info: known.tail.snapshot.info, ...known.tail.position };
  }

  /** Since when it may be behind (RFC 3339); undefined while the stream brings every change. */
  get staleSince(): string | undefined {
    return this.freshness.since(this.upstream.awaySince);
  }

  /** The feed, once it is here; undefined where the upstream has none. Throws `unavailable` when it does not come. */
  async arrived(): Promise<Kept | undefined> {
    this.fault = undefined;
    const isWrong = () => this.fault !== undefined || this.upstream.awaySince !== undefined;
    await this.until(() => this.known !== undefined || this.isGone || isWrong());
    if (this.known === undefined && !this.isGone) {
      throw unavailable(this.upstream.awayBecause ?? this.fault ?? 'does not send this feed');
    }
    return this.known;
  }

  /**
   * Asks the upstream where its log is, and resolves when this mirror is there, whether forwards or by another history. Throws
   * where that cannot be had.
   */
  async look(): Promise<void> {
    for (let left = maxLooks; left > 0; left -= 1) {
      const head = await this.loading.head();
      const isThere = () => head === undefined || (this.isLive && hasReached(this.kept, head));
      await this.until(isThere, pace.grace);
      if (isThere()) return;
      // Its stream decides by the position that is here: it has the log to ask. Another instance, which is behind, may take it.
      this.isLive = false;
      this.stop();
      await this.until(() => this.isLive);
      if (isThere()) return;
    }
    throw unavailable('does not say where this feed is');
  }

  private async run(): Promise<void> {
    this.kept = await this.cache.read(this.feed);
    let tries = 0;
    while (!this.isClosed) {
      let isFinal = false;
      try {
        await this.follow();
      } catch (error) {
        isFinal = error instanceof RefusedFeed && !error.retry;
        if (!this.isClosed && !isBrokenLine(error)) this.note(error);
      }
      tries = this.isLive ? 0 : tries + 1;
      this.freshness.lost();
      this.isLive = false;
      this.watch.tell();
      if (this.isClosed) return;
      await pause(this.time, waitMs(tries, isFinal, this.time.random()));
    }
  }

  private note(error: unknown): void {
    const code = error instanceof RefusedFeed ? error.code : undefined;
    if (code === 'unknown_feed') return void (this.isGone = true);
    if (code === 'token_required') this.shut();
    this.fault = reasonOf(error);
    if (this.upstream.awaySince === undefined) this.listener.onFault(this.feed, this.fault);
  }

  /** The feed is for signed-in readers now, whom a relay cannot know: nothing of before is kept, and nobody is told more. */
  private shut(): void {
    this.isConfirmed = true;
    if (this.kept?.tail.position.epoch === shutEpoch) return;
    this.kept = shutFeed(this.feed);
    this.cache.keep(this.feed, this.kept, true);
    this.listener.onReset(this.feed);
  }

  /** One stream, from its first event to its end. */
  private async follow(): Promise<void> {
    // What contradicts itself twice at this position is asked for from the beginning.
    const from = this.strikes < 2 ? this.kept?.tail.position : undefined;
    const id = from && `${from.epoch}:${from.seq}:${from.tag}`;
    const query = id === undefined ? '' : `?lastEventId=${encodeURIComponent(id)}`;
    const stream = await this.upstream.stream(`/feeds/${this.feed}/stream${query}`);
    this.stop = () => stream.destroy();
    if (this.isClosed) return this.stop();
    // An upstream that cannot ask its own log accepts no position; later it may.
    const begun = this.time.after(pace.begin, () => stream.destroy());
    try {
      // Changes before the first `head` are what was missed: all of them are taken in one go.
      let missed: Change[] | undefined = [];
      for await (const events of eventsOf(stream)) {
        this.freshness.heard();
        const live: Change[] = [];
        for (const { event, data } of events) {
          const told = jsonIn(data);
          if (event === 'snapshot' || event === 'head') this.freshness.told(told);
          if (event === 'snapshot') {
            begun();
            this.take(live.splice(0));
            await this.startAt(told, missed ?? []);
            missed = undefined;
          } else if (event === 'head') {
            this.take(missed ?? live.splice(0));
            missed = undefined;
            begun();
            this.confirm(positionIn(told));
          } else if (event === 'bye') return;
          else if (event === 'refused') throw RefusedFeed.from(told);
          else (missed ?? live).push(changeIn(told, this.feed));
        }
        this.take(live);
      }
    } finally {
      begun();
      stream.destroy();
    }
  }

  /** The upstream begins at a snapshot: the first, or because the position here cannot be continued. */
  private async startAt(told: unknown, before: readonly Change[]): Promise<void> {
    const { snapshot, reset } = snapshotIn(told, this.feed);
    if (before.length > 0) throw contradiction();
    const mine = this.kept?.tail.position;
    if (mine !== undefined && reset === 'gap' && snapshot.epoch === mine.epoch) {
      const changes = await this.loading.missed(mine.seq, snapshot);
      const [first] = changes ?? [];
      if (changes !== undefined && first?.prev === mine.tag) {
        replayed(snapshot, changes);
        this.take(changes);
        return this.confirm(snapshot);
      }
    }
    const hadBefore = this.isConfirmed;
    this.kept = await this.loading.tailOf(snapshot);
    if (this.isClosed) return;
    this.cache.keep(this.feed, this.kept, true);
    this.confirm(snapshot);
    if (hadBefore) this.listener.onReset(this.feed);
  }

  /** Takes changes that follow, in one synchronous block. */
  protected take(changes: readonly Change[]): void {
    const { kept } = this;
    if (changes.length === 0 || this.isClosed) return;
    if (kept === undefined) throw contradiction();
    const { taken, erased, isWrong } = takeInto(kept.tail, changes);
    if (taken.length > 0) {
      this.kept = { tail: kept.tail, mark: erased ?? kept.mark };
      this.cache.keep(this.feed, this.kept, erased !== undefined);
      if (this.isConfirmed) this.listener.onChanges(taken);
    }
    if (isWrong) this.strike();
    else this.strikes = 0;
    this.watch.tell();
  }

  /** The upstream stands at this position, and so must this mirror. */
  private confirm(position: Position): void {
    const { kept } = this;
    if (kept === undefined || !samePosition(positionOf(position), kept.tail.position)) {
      this.strike();
    }
    this.strikes = 0;
    this.isGone = false;
    this.isConfirmed = true;
    this.isLive = true;
    this.freshness.complete();
    this.watch.tell();
  }

  /** The upstream contradicts what is here: the stream is begun anew. */
  protected strike(): void {
    this.strikes += 1;
    throw contradiction();
  }

  private until(isSo: () => boolean, withinMs: number = pace.patience): Promise<void> {
    return this.watch.until(() => isSo() || this.isClosed, withinMs);
  }
}
