import { bodyText } from '../../feed/body.ts';
import type { FeedInfo } from '../../feed/feed-info.ts';

/** What a feed is about, as plain text: its description, or else what is known so far. */
export function aboutFeed({ description, summary }: FeedInfo): string | undefined {
  return description ?? (summary === undefined ? undefined : bodyText(summary));
}
