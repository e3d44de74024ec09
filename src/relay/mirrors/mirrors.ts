import type { Undo } from '../../bus/bus.ts';
import { Refusal } from '../../feed/refusal.ts';
import { systemTime, type RelayTime } from '../time.ts';
import type { Upstream } from '../upstream.ts';
import type { FeedCache } from './feed-cache.ts';
import { Loading } from './loading.ts';
import type { MirrorListener } from './mirror-listener.ts';
import { Mirror } from './mirror.ts';

/** Feeds that a relay follows at a time: each is a stream of the upstream, and half a megabyte here. */
const maxMirrors = 1_000;
/** The hub asks for each feed that it has every second; what it has let go is not followed any longer. */
const idleMs = 60_000;
const lookEveryMs = 10_000;

/** The feeds that a relay follows: each begins when it is first asked for, and ends when nobody asks any more. */
export class Mirrors {
  readonly #all = new Map<string, { readonly mirror: Mirror; usedMs: number }>();
  #stop: Undo = () => undefined;

  constructor(
    protected readonly upstream: Upstream,
    protected readonly cache: Pick<FeedCache, 'read' | 'keep' | 'forget'>,
    protected readonly listener: MirrorListener,
    protected readonly time: RelayTime = systemTime,
  ) {
    this.#lookLater();
  }

  close(): void {
    this.#stop();
    for (const { mirror } of this.#all.values()) mirror.close();
  }

  get(feed: string): Mirror | undefined {
    const held = this.#all.get(feed);
    if (held !== undefined) held.usedMs = this.time.now();
    return held?.mirror;
  }

  /** Those that are here, by name. Not a use. */
  get all(): readonly Mirror[] {
    const mirrors = [...this.#all.values()].map(({ mirror }) => mirror);
    return mirrors.toSorted((a, b) => (a.feed < b.feed ? -1 : 1));
  }

  /** The feed's mirror, begun where it is not. Throws `unavailable` when there are too many. */
  follow(feed: string): Mirror {
    const known = this.get(feed);
    if (known !== undefined) return known;
    if (this.#all.size >= maxMirrors) {
      throw new Refusal('unavailable', 'This relay follows as many feeds as it can.');
    }
    const mirror = this.begin(feed);
    this.#all.set(feed, { mirror, usedMs: this.time.now() });
    mirror.open();
    return mirror;
  }

  /** Ends to follow. What is taken down from now on is not told here any more: so nothing of the feed is kept. */
  drop(feed: string): void {
    this.#all.get(feed)?.mirror.close();
    this.#all.delete(feed);
    this.cache.forget(feed);
  }

  /** What reads older parts of the feed's log. */
  loading(feed: string): Loading {
    return new Loading(this.upstream, feed, this.time);
  }

  protected begin(feed: string): Mirror {
    return new Mirror(this.loading(feed), this.upstream, this.cache, this.listener, this.time);
  }

  #lookLater(): void {
    this.#stop = this.time.after(lookEveryMs, () => {
      const now = this.time.now();
      for (const [feed, { usedMs }] of this.#all) if (now - usedMs > idleMs) this.drop(feed);
      this.#lookLater();
    });
  }
}
