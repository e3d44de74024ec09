import { createHash } from 'node:crypto';
import { isListed } from '../../feed/feed-info.ts';
import type { Position } from '../../feed/position.ts';
import type { Hub } from '../../hub/hub.ts';
import type { ListedHead } from '../../log/log-reads.ts';

/** The public feeds by their slugs, and a mark that changes with every change of one of them. */
export interface PublicFeedList {
  readonly heads: readonly ListedHead[];
  readonly mark: string;
}

/** How long a list is used: as long as caches may keep a page that shows it. */
const lifeMs = 1_000;

/**
 * The feeds that are listed (see isListed): every list of the site, and the sitemaps, take theirs from here. The log is
 * read once a second at most, however many pages ask.
 */
export class PublicFeeds {
  #known: { readonly atMs: number; readonly list: Promise<PublicFeedList> } | undefined;

  constructor(
    private readonly hub: Pick<Hub, 'feeds'>,
    private readonly clock: { readonly now: () => number } = performance,
  ) {}

  list(): Promise<PublicFeedList> {
    const nowMs = this.clock.now();
    if (this.#known === undefined || nowMs - this.#known.atMs >= lifeMs) {
      const list = this.#read();
      this.#known = { atMs: nowMs, list };
      list.catch(() => (this.#known = undefined));
    }
    return this.#known.list;
  }

  async #read(): Promise<PublicFeedList> {
    const heads = (await this.hub.feeds()).filter(({ info }) => isListed(info));
    const digest = createHash('sha256');
    for (const head of heads) digest.update(`${head.feed}.${markOf(head)},`);
    return { heads, mark: digest.digest('base64url') };
  }
}

/** A position as a text: what is drawn from it is valid as long as the position is. */
export function markOf({ epoch, seq, tag }: Position): string {
  return `${epoch}.${seq}.${tag}`;
}
