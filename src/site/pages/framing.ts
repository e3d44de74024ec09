import type { FeedInfo } from '../../feed/feed-info.ts';
import type { Framing } from '../shell/page.ts';

/** Who may frame a feed's pages: its allow-list (see mayShow), or anyone when it has none. */
export function framingOf(info: FeedInfo): Framing {
  return info.origins === undefined
    ? { kind: 'anyone' }
    : { kind: 'origins', origins: info.origins };
}
