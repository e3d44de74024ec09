import type { Actor } from '../../database/audit.ts';
import type { NewUpstream, Upstream, UpstreamChange } from './upstream.ts';

/**
 * Feeds of other newsrooms whose items come into feeds here, as people keep them: each change of one is in the
 * audit.
 */
export abstract class Upstreams {
  /** The oldest first; undefined for an unknown feed. */
  abstract list(feed: string): Promise<readonly Upstream[] | undefined>;

  /** The items whose later words were left, because somebody has changed them here: 100 at most. */
  abstract keptItems(feed: string, id: string): Promise<readonly string[]>;

  /** Throws `unknown_feed`, `upstream_exists` and `too_many_upstreams`. */
  abstract add(upstream: NewUpstream, by: Actor): Promise<Upstream>;

  /** Undefined where there is none. Throws `upstream_exists` for an address that is followed already. */
  abstract change(
    feed: string,
    id: string,
    change: UpstreamChange,
    by: Actor,
  ): Promise<Upstream | undefined>;

  /** False where there is none. What came by it stays. */
  abstract remove(feed: string, id: string, by: Actor): Promise<boolean>;

  /** Whether a log of this epoch is one of this server. */
  abstract isOwn(epoch: string): Promise<boolean>;
}
