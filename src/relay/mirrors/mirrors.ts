import { Refusal } from '../../feed/refusal.ts';
import type { FeedCache } from './feed-cache.ts';
import { Mirror, type MirrorListener } from './mirror.ts';
import type { Upstream } from '../upstream.ts';

/** Feeds that a relay follows at a time: each is a stream of the upstream, and half a megabyte here. */
const maxMirrors = 1_000;
/** The hub asks for each feed that it has every second; what it has let go is not followed any longer. */
const idleMs = 60_000;
const lookEveryMs = 10_000;

/** The feeds that a relay follows: each begins when it is first asked for, and ends when nobody asks any more. */
export class Mirrors {
  readonly #all = new Map<string, { readonly mirror: Mirror; usedMs: number }>();
  readonly #timer = setInterval(() => this.#forgetIdle(), lookEveryMs).unref();

  constructor(
    private readonly upstream: Upstream,
    private readonly cache: FeedCache,
    private readonly listener: MirrorListener,
  ) {}

  close(): void {
    clearInterval(this.#timer);
    for (const { mirror } of this.#all.values()) mirror.close();
  }

  get(feed: string): Mirror | undefined {
    const held = this.#all.get(feed);
    if (held !== undefined) held.usedMs = performance.now();
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
    const mirror = new Mirror(feed, this.upstream, this.cache, this.listener);
    this.#all.set(feed, { mirror, usedMs: performance.now() });
    mirror.open();
    return mirror;
  }

  drop(feed: string): void {
    this.#all.get(feed)?.mirror.close();
    this.#all.delete(feed);
  }

  #forgetIdle(): void {
    const now = performance.now();
    for (const [feed, { usedMs }] of this.#all) if (now - usedMs > idleMs) this.drop(feed);
  }
}
