import type { FeedInfo } from '../feed/feed-info.ts';
import type { Framing } from './page.ts';

/** Who may frame a feed's pages: its allow-list, or anyone when it has none. */
export function framingOf(info: FeedInfo): Framing {
  return info.origins === undefined || info.origins.length === 0
    ? { kind: 'anyone' }
    : { kind: 'origins', origins: info.origins };
}
