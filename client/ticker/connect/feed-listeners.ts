import type { Position } from '../../../src/feed/position.ts';
import {
  protocolVersion,
  type Handshake,
  type RefusedMessage,
  type Subscription,
} from '../../../src/feed/wire.ts';
import type { FeedMessage, Follower, LinkState } from './link.ts';

/** Who follows what over one connection, and what the server will not give. */
export class FeedListeners {
  readonly #followers = new Set<Follower>();
  readonly #refused = new Set<string>();

  /** Asked anew, a feed that was refused is asked for again. */
  add(follower: Follower): void {
    this.#followers.add(follower);
    this.#refused.delete(follower.feed);
  }

  /** Whether this was the last one of a feed: it need not be sent any more. */
  remove(follower: Follower): boolean {
    const { feed } = follower;
    if (!this.#followers.delete(follower) || this.#of(feed).length > 0) return false;
    this.#refused.delete(feed);
    return true;
  }

  get isEmpty(): boolean {
    return this.#followers.size === 0;
  }

  /** Whether anybody follows what may be had. */
  get wants(): boolean {
    return [...this.#followers].some(({ feed }) => !this.#refused.has(feed));
  }

  isRefused(feed: string): boolean {
    return this.#refused.has(feed);
  }

  /** Those who are not among the greeted. */
  without(greeted: ReadonlySet<Follower>): readonly Follower[] {
    return [...this.#followers].filter((follower) => !greeted.has(follower));
  }

  /** What a handshake says, and for whom. */
  greet(): { readonly handshake: Handshake; readonly greeted: ReadonlySet<Follower> } {
    const feeds = new Map<string, Position | undefined>();
    for (const follower of this.#followers) {
      const { feed } = follower;
      if (this.#refused.has(feed)) continue;
      const own = follower.position();
      feeds.set(feed, feeds.has(feed) ? earlier(feeds.get(feed), own) : own);
    }
    const subs = [...feeds].map(([feed, own]): Subscription => ({ feed, ...own }));
    return { handshake: { v: protocolVersion, subs }, greeted: new Set(this.#followers) };
  }

  deliver(message: FeedMessage): void {
    for (const follower of this.#of(message.body.feed)) follower.receive(message);
  }

  /** Without a feed: all of them. */
  refuse(refusal: RefusedMessage, feed?: string): void {
    for (const follower of this.#followers) {
      if (feed !== undefined && feed !== follower.feed) continue;
      this.#refused.add(follower.feed);
      follower.refuse(refusal);
    }
  }

  tell(state: LinkState): void {
    for (const follower of this.#followers) follower.linkChanged(state);
  }

  #of(feed: string): readonly Follower[] {
    return [...this.#followers].filter((follower) => follower.feed === feed);
  }
}

/** Where two followers of one feed both can go on from: the one that lacks more decides. */
function earlier(a: Position | undefined, b: Position | undefined): Position | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a.seq <= b.seq ? a : b;
}
