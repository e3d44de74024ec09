import type { Position } from '../../../src/feed/position.ts';
import {
  protocolVersion,
  type Handshake,
  type RefusedMessage,
  type Subscription,
} from '../../../src/feed/messages.ts';
import type { FeedMessage, Follower, LinkState } from './link.ts';

/** The followers of one connection, and the feeds that the server has refused for good. */
export class FeedListeners {
  readonly #followers = new Set<Follower>();
  readonly #refused = new Set<string>();

  /** Adds a follower. A feed that was refused before is asked for again. */
  add(follower: Follower): void {
    this.#followers.add(follower);
    this.#refused.delete(follower.feed);
  }

  /** Removes a follower. True: the feed has no other follower, and the server need not send it any more. */
  remove(follower: Follower): boolean {
    const { feed } = follower;
    if (!this.#followers.delete(follower) || this.#of(feed).length > 0) return false;
    this.#refused.delete(feed);
    return true;
  }

  get isEmpty(): boolean {
    return this.#followers.size === 0;
  }

  /** True when some follower's feed is not refused. */
  get wants(): boolean {
    return [...this.#followers].some(({ feed }) => !this.#refused.has(feed));
  }

  isRefused(feed: string): boolean {
    return this.#refused.has(feed);
  }

  /** The followers that were not part of the handshake. */
  without(greeted: ReadonlySet<Follower>): readonly Follower[] {
    return [...this.#followers].filter((follower) => !greeted.has(follower));
  }

  /** The handshake for all followers, and the followers it speaks for. */
  greet(): { readonly handshake: Handshake; readonly greeted: ReadonlySet<Follower> } {
    const feeds = new Map<string, Position | undefined>();
    for (const follower of this.#followers) {
      const { feed } = follower;
      if (this.#refused.has(feed)) continue;
      const own = follower.position();
      feeds.set(feed, feeds.has(feed) ? earlier(feeds.get(feed), own) : own);
    }
    const subs = [...feeds].map(([feed, own]) => this.ask(feed, own));
    return { handshake: { v: protocolVersion, subs }, greeted: new Set(this.#followers) };
  }

  /** A subscription to a feed from a position, with the token that a follower of it has. */
  ask(feed: string, own: Position | undefined): Subscription {
    return { feed, ...own, token: this.#of(feed).find(({ token }) => token)?.token };
  }

  deliver(message: FeedMessage): void {
    for (const follower of this.#of(message.body.feed)) follower.receive(message);
  }

  /** Refuses a feed, or all feeds when none is named, and tells its followers. */
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

/** The position from which both followers of a feed can continue: the earlier of the two. */
function earlier(a: Position | undefined, b: Position | undefined): Position | undefined {
  if (a === undefined || b === undefined) return undefined;
  return a.seq <= b.seq ? a : b;
}
