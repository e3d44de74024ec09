import type { Undo } from '../bus/bus.ts';
import type { LogReads } from '../log/log-reads.ts';
import { maxTailChanges, Tail } from '../log/tail.ts';

/** A tail that is neither followed nor asked for is dropped after this time. */
const idleMs = 300_000;

/**
 * The tails in memory. A tail is loaded from the log when it is first asked for, once for all callers; dropped when
 * idle.
 */
export class Tails {
  private readonly held = new Map<string, { readonly tail: Tail; usedMs: number }>();
  private readonly loads = new Map<string, Promise<Tail | undefined>>();
  private readonly followers = new Map<string, number>();

  constructor(
    private readonly log: LogReads,
    private readonly clock: { readonly now: () => number },
  ) {}

  get(feed: string): Tail | undefined {
    return this.held.get(feed)?.tail;
  }

  get feeds(): readonly string[] {
    return [...this.held.keys()];
  }

  /** The running load of a feed, if there is one. */
  loading(feed: string): Promise<Tail | undefined> | undefined {
    return this.loads.get(feed);
  }

  /** The feed's tail; undefined when the log has no such feed. */
  async find(feed: string): Promise<Tail | undefined> {
    const held = this.held.get(feed);
    if (held === undefined) return this.loads.get(feed) ?? this.load(feed);
    held.usedMs = this.clock.now();
    return held.tail;
  }

  /** Loads the feed anew in place of a tail; undefined when the tail was replaced by another call meanwhile. */
  async replace(feed: string, wrong: Tail): Promise<Tail | undefined> {
    const tail = await this.fromLog(feed);
    if (tail === undefined || this.get(feed) !== wrong) return undefined;
    this.hold(feed, tail);
    return tail;
  }

  /** Keeps the feed's tail in memory until the returned undo is called. */
  follow(feed: string): Undo {
    this.followers.set(feed, (this.followers.get(feed) ?? 0) + 1);
    return () => {
      const left = (this.followers.get(feed) ?? 1) - 1;
      if (left === 0) this.followers.delete(feed);
      else this.followers.set(feed, left);
    };
  }

  forgetIdle(): void {
    const now = this.clock.now();
    for (const [feed, { usedMs }] of this.held) {
      if (now - usedMs > idleMs && !this.followers.has(feed)) this.held.delete(feed);
    }
  }

  private load(feed: string): Promise<Tail | undefined> {
    const load = this.fromLog(feed)
      .then((tail) => {
        if (tail !== undefined) this.hold(feed, tail);
        return tail;
      })
      .finally(() => this.loads.delete(feed));
    this.loads.set(feed, load);
    return load;
  }

  private hold(feed: string, tail: Tail): void {
    this.held.set(feed, { tail, usedMs: this.clock.now() });
  }

  private async fromLog(feed: string): Promise<Tail | undefined> {
    const read = await this.log.tail(feed, maxTailChanges);
    return read === undefined ? undefined : Tail.of(read.snapshot, read.changes);
  }
}
