import { cursorAfter } from '../../feed/snapshot.ts';
import type { ListedHead, LogReads } from '../../log/log-reads.ts';
import { isClaimed } from '../formats/claimed.ts';
import { newsLine, type NewsLine } from './news-sitemap.ts';

/** How many items a news sitemap may have. */
const maxItems = 1_000;
/** Read at once: bodies may be long, and only the line of each item is kept. */
const chunk = 200;
/** The feeds that changed last: more do not matter for the newest 1,000 items. */
const maxFeeds = 1_000;

/**
 * The newest items of the feeds since a time, without those that were taken down or struck: of the newest 1,000
 * entries. At most five reads of the log.
 */
export async function recentNews(
  log: Pick<LogReads, 'recent'>,
  heads: readonly ListedHead[],
  since: string,
  publisher: string | undefined,
): Promise<readonly NewsLine[]> {
  const changed = heads
    .filter(({ changedAt }) => changedAt >= since)
    .sort((a, b) => (a.changedAt > b.changedAt ? -1 : 1))
    .slice(0, maxFeeds);
  const infos = new Map(changed.map(({ feed, info }) => [feed, info]));
  const lines: NewsLine[] = [];
  let before: string | undefined;
  for (let read = 0; read < maxItems; read += chunk) {
    const page = before === undefined ? { limit: chunk } : { limit: chunk, before };
    const entries = await log.recent([...infos.keys()], since, page);
    for (const { feed, entry } of entries) {
      const info = infos.get(feed);
      if (info !== undefined && isClaimed(entry)) {
        lines.push(newsLine(feed, info, entry, publisher));
      }
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < chunk) break;
    before = cursorAfter(last.entry);
  }
  return lines;
}
