import type { Actor } from '../../database/audit.ts';
import { unknownFeed } from '../../feed/refusal.ts';
import type { Followers } from '../store/followers.ts';
import type { Runner } from './runner.ts';

/** How a single kind is in a feed. */
export interface SwitchState {
  readonly on: boolean;
  readonly health?: string;
  /** Changes that are not handed over yet. */
  readonly behind?: number;
}

/** Switches a single kind on and off in feeds: whom it tells is chosen by readers. */
export class FeedSwitch {
  constructor(
    private readonly kind: string,
    /** What stands in rows as its target. */
    private readonly target: string,
    private readonly followers: Followers,
    private readonly runner: Pick<Runner, 'poll'>,
  ) {}

  /** Throws `unknown_feed`. */
  async state(feed: string): Promise<SwitchState> {
    const follower = await this.followerOf(feed);
    if (follower === undefined) return { on: false };
    return { on: true, health: follower.health, behind: follower.behind };
  }

  /** Throws `unknown_feed`. Where it is as it should be, nothing changes. */
  async turn(feed: string, on: boolean, by: Actor): Promise<void> {
    const { kind, target, followers } = this;
    const follower = await this.followerOf(feed);
    if (on && follower === undefined) await followers.add({ feed, kind, target }, '', by);
    else if (on && follower?.health === 'paused') {
      // The log has another history since a restore: it goes on with what comes.
      await followers.change(feed, follower.id, { state: 'running' }, by);
    }
    if (!on && follower !== undefined) await followers.remove(feed, follower.id, by);
    this.runner.poll();
  }

  private async followerOf(feed: string) {
    const followers = await this.followers.list(feed);
    if (followers === undefined) throw unknownFeed(feed);
    return followers.find(({ kind }) => kind === this.kind);
  }
}
