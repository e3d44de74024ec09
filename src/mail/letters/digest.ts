import { isWordingKind } from '../../feed/change-kinds.ts';
import type { Change, UnknownContent } from '../../feed/change.ts';
import { isItem, newestFirst, type Item } from '../../feed/item.ts';
import { positionOf, type Position } from '../../feed/position.ts';
import { isStruck, remarksOf } from '../../feed/remarks.ts';
import type { Log } from '../../log/log.ts';

/** What a digest tells, the newest first, and the position in the log up to which it tells it. */
export interface Digest {
  readonly news: readonly Item[];
  /** Items of before that were corrected, withdrawn, replaced or reinstated since. */
  readonly corrections: readonly Item[];
  readonly position: Position;
}

const pageSize = 200;
/** Changes that one digest looks through; the next goes on from there. */
const maxChanges = 5_000;
/** Items that one digest tells of each sort: the newest. */
const maxItems = 40;

type ReadLog = Pick<Log, 'read' | 'entry' | 'tagAt' | 'heads'>;

/**
 * What has happened in a feed since a position, in the words of now: nothing that was taken down, and nothing that was posted and
 * withdrawn in between. Of what was posted before `since` (RFC 3339), no correction is told: the reader did not get it. A
 * position of another history tells nothing, and goes on from the head. Undefined for an unknown feed.
 */
export async function digestOf(
  log: ReadLog,
  feed: string,
  from: Position,
  since: string,
): Promise<Digest | undefined> {
  if ((await log.tagAt(feed, from.seq)) !== from.tag) {
    const [head] = await log.heads([feed]);
    return head && { news: [], corrections: [], position: positionOf(head) };
  }
  const { posted, remarked, position } = await looked(log, feed, from);
  const [news, corrections] = [
    await itemsOf(log, feed, posted),
    await itemsOf(log, feed, remarked),
  ];
  return {
    news: news.filter((item) => !isStruck(item)),
    corrections: corrections.filter((item) => item.postedAt >= since && remarksOf(item).length > 0),
    position,
  };
}

interface Looked {
  /** Ids of items, the latest last. */
  readonly posted: ReadonlySet<string>;
  readonly remarked: ReadonlySet<string>;
  readonly position: Position;
}

async function looked(log: ReadLog, feed: string, from: Position): Promise<Looked> {
  const [posted, remarked] = [new Set<string>(), new Set<string>()];
  let position = positionOf(from);
  for (let count = 0; count < maxChanges; count += pageSize) {
    const page = await log.read(feed, position.seq, pageSize);
    for (const change of page) {
      const id = (change as UnknownContent).item?.id;
      if (id !== undefined && change.kind === 'post') posted.add(id);
      else if (id !== undefined && isRemark(change) && !posted.has(id)) remarked.add(id);
    }
    const last = page.at(-1);
    if (last === undefined) break;
    position = positionOf(last);
  }
  return { posted, remarked, position };
}

function isRemark({ kind }: Change): boolean {
  return isWordingKind(kind) && kind !== 'edit' && kind !== 'post';
}

async function itemsOf(log: ReadLog, feed: string, ids: ReadonlySet<string>) {
  const entries = await Promise.all([...ids].slice(-maxItems).map((id) => log.entry(feed, id)));
  return entries
    .filter((entry) => entry !== undefined)
    .filter(isItem)
    .sort(newestFirst);
}
