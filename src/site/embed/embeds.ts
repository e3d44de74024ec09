import { isSlug } from '../../feed/feed-info.ts';
import type { Position } from '../../feed/position.ts';
import { unknownFeed } from '../../feed/refusal.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import type { Hub } from '../../hub/hub.ts';
import { Encoded } from '../../http/encoded.ts';
import { PageMemory } from '../shell/page-memory.ts';
import type { DrawnPage } from '../shell/page.ts';
import type { Site } from '../shell/place.ts';
import { fragmentHtml } from './fragment.ts';
import type { FragmentQuery } from './fragment-query.ts';

/** Some 60 KB each. The options of sites are few; who asks for many different ones pushes out the longest unused. */
const maxBytes = 8 * 1024 * 1024;

/** Draws what other sites show of a feed, once for each state of it and choice of options. */
export class Embeds {
  readonly #memory = new PageMemory(maxBytes);

  constructor(
    private readonly hub: Hub,
    private readonly site: Site,
  ) {}

  /** Throws `unknown_feed`. */
  async snapshot(feed: string): Promise<Snapshot> {
    const snapshot = isSlug(feed) ? await this.hub.snapshot(feed) : undefined;
    if (snapshot === undefined) throw unknownFeed(isSlug(feed) ? feed : '');
    return snapshot;
  }

  fragment(snapshot: Snapshot, query: FragmentQuery): Promise<DrawnPage> {
    const key = `fragment/${snapshot.feed}/${query.layout}/${query.limit}`;
    return this.#memory.page(key, markOf(snapshot), async () => ({
      status: 200,
      html: Encoded.text(fragmentHtml(this.site, snapshot, query)),
      framing: { kind: 'nobody' },
      isKept: true,
    }));
  }
}

function markOf({ epoch, seq, tag }: Position): string {
  return `${epoch}.${seq}.${tag}`;
}
