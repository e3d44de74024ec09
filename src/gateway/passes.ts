import { needsToken, type FeedInfo } from '../feed/feed-info.ts';
import type { Hub } from '../hub/hub.ts';

/** How often is looked for tokens that have ended. */
const lookMs = 1_000;
/** However many notices of changed rights come, there is one look at the people of the newsroom in this time. */
const pauseMs = 250;

/** Somebody who follows a feed. `endsAtMs`: of the pass, undefined while the feed asked for none; Infinity: of the newsroom. */
interface Holder {
  readonly feed: string;
  readonly endsAtMs: number | undefined;
}

/** The passes of those who follow feeds here: sends away whose pass has ended, and who has none when a feed asks for one. */
export class Passes<T extends Holder> {
  private readonly asked = new Set<T>();
  private timer: NodeJS.Timeout | undefined;
  private pause: NodeJS.Timeout | undefined;

  constructor(
    private readonly hub: Pick<Hub, 'held'>,
    /** Everybody who follows a feed. */
    private readonly followersOf: (feed: string) => Iterable<T>,
    /** Told of whom the pass has ended. */
    private readonly sendOut: (holder: T) => void,
    /** Told of who has no pass when one is asked for; gets nothing more, and is let in anew or not. */
    private readonly askAnew: (holder: T) => void,
    /** Told of somebody of the newsroom, whose session or token may have ended. */
    private readonly askInsider: (holder: T) => unknown,
  ) {}

  open(): void {
    this.timer = setInterval(() => this.look(Date.now()), lookMs);
  }

  close(): void {
    clearInterval(this.timer);
    clearTimeout(this.pause);
  }

  add(holder: T): void {
    if (holder.endsAtMs !== undefined) this.asked.add(holder);
  }

  delete(holder: T): void {
    this.asked.delete(holder);
  }

  /** True: the feed has become one for signed-in readers since this one was let in. */
  isMissing({ feed, endsAtMs }: T): boolean {
    const info = this.hub.held(feed)?.info;
    return endsAtMs === undefined && info !== undefined && needsToken(info);
  }

  /** Called before readers are told what a feed says of itself now. */
  learn(feed: string, info: FeedInfo): void {
    if (!needsToken(info)) return;
    for (const holder of this.followersOf(feed)) {
      if (holder.endsAtMs === undefined) this.askAnew(holder);
    }
  }

  /** Asks soon who is of the newsroom still: rights have changed. */
  askInsidersSoon(): void {
    this.pause ??= setTimeout(() => {
      this.pause = undefined;
      for (const holder of this.asked) if (holder.endsAtMs === Infinity) this.askInsider(holder);
    }, pauseMs);
  }

  private look(nowMs: number): void {
    for (const holder of this.asked) {
      if ((holder.endsAtMs ?? Infinity) > nowMs) continue;
      const info = this.hub.held(holder.feed)?.info;
      // Open to all by now.
      if (info === undefined || needsToken(info)) this.sendOut(holder);
    }
  }
}
