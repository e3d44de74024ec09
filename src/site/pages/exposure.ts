import { isUnlisted, type FeedInfo } from '../../feed/feed-info.ts';
import type { Framing, Page } from '../shell/page.ts';

/** What a feed's settings say of each page of it: who may frame the page, and whether search engines may keep it. */
export function exposureOf(info: FeedInfo): Pick<Page, 'framing' | 'isUnlisted'> {
  return { framing: framingOf(info), isUnlisted: isUnlisted(info) };
}

/** Who may frame a feed's pages: its allow-list (see mayShow), or anyone when it has none. */
function framingOf(info: FeedInfo): Framing {
  return info.origins === undefined
    ? { kind: 'anyone' }
    : { kind: 'origins', origins: info.origins };
}
