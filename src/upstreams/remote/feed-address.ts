import { isSlug } from '../../feed/feed-info.ts';
import { faultsOfUrl } from '../../followers/send/faults-of-url.ts';

/** Where a feed of another Dateline is. */
export interface FeedAddress {
  /** The address of that server, without a slash at its end. */
  readonly server: string;
  /** The name of the feed there. */
  readonly feed: string;
  /** The feed's page. */
  readonly url: string;
}

const maxLength = 200;

/** The feed at the address of its page, or of its calls: every fault of it, where it cannot be one. */
export function feedAddress(given: string, mayBePrivate: boolean): FeedAddress | readonly string[] {
  const faults = faultsOfUrl(given, mayBePrivate);
  if (faults.length > 0) return faults;
  const { origin, pathname } = new URL(given);
  const [, start = '', feed = ''] = /^(.*?)(?:\/api\/v1)?\/feeds\/([^/]*)\/?$/.exec(pathname) ?? [];
  if (!isSlug(feed)) {
    return ['must be the address of a feed, like https://live.example.org/feeds/storm'];
  }
  const server = origin + start;
  const url = `${server}/feeds/${feed}`;
  if (url.length > maxLength) return [`must have at most ${maxLength} characters`];
  return { server, feed, url };
}
