import { Database } from '../database/database.ts';
import { placesOf, type ItemPlace, type Redaction } from '../database/copy/erased-since.ts';
import type { ChangeContent } from '../feed/change.ts';
import { isTombstone, type Entry, type ItemContent } from '../feed/item.ts';
import { theServer, type Log } from '../log/log.ts';
import { SqlLog } from '../log/sql/sql-log.ts';
import { wordedAnew } from '../log/worded-anew.ts';

/** What is to go from a backup: an item or draft, in whichever feed it is; or the words that a redaction has replaced. */
export type Erasing =
  | { readonly kind: 'item'; readonly id: string; readonly feed?: string }
  | { readonly kind: 'redact'; readonly redaction: Redaction };

interface Erased {
  readonly done: readonly string[];
  readonly unknown: readonly string[];
}

const reason = 'scrubbed from a backup';

/**
 * Erases in the embedded database of a folder what a newsroom would erase, by the same calls, so that all that belongs to an item goes
 * with it. What is erased there already counts as neither done nor unknown.
 */
export async function eraseIn(folder: string, asked: readonly Erasing[]): Promise<Erased> {
  const database = await Database.embedded(folder);
  const log = new SqlLog(database);
  const done: string[] = [];
  const unknown: string[] = [];
  try {
    for (const one of asked) {
      if (one.kind === 'redact') {
        if (await redact(log, one.redaction)) done.push(one.redaction.item);
        continue;
      }
      const places = await database.run((db) => placesOf(db, one.id));
      const here = places.filter(({ feed }) => one.feed === undefined || one.feed === feed);
      if (here.length === 0) unknown.push(one.id);
      for (const place of here) if (await erase(log, place)) done.push(place.item);
    }
  } finally {
    await log.close();
  }
  return { done, unknown };
}

async function erase(
  log: Log,
  { feed, item, kind }: ItemPlace & { readonly kind: 'item' | 'draft' },
): Promise<boolean> {
  if (kind === 'draft') {
    await log.discardDraft(feed, item, undefined, undefined, theServer);
    return true;
  }
  const found = await log.entry(feed, item);
  if (found === undefined || isTombstone(found)) return false;
  await log.append(feed, { kind: 'takedown', id: item, reason }, undefined, theServer);
  return true;
}

/** The words that the item has now take the place of all that the backup has of it. False where they have done so there. */
async function redact(log: Log, redaction: Redaction): Promise<boolean> {
  const { feed, item: id, seq, tag, entry, markdown } = redaction;
  const found = await log.entry(feed, id);
  if (found === undefined || isTombstone(found)) return false;
  if ((await log.tagAt(feed, seq)) === tag) return false;
  const { rev, images } = found;
  const { note = '' } = JSON.parse(redaction.content) as ChangeContent & { note?: string };
  const now = JSON.parse(entry) as Entry;
  if (isTombstone(now)) return false;
  const wording = { kind: 'redact', note, content: contentOf(now), markdown } as const;
  const command = wordedAnew(id, rev, wording, images !== undefined);
  await log.append(feed, command, undefined, theServer);
  return true;
}

function contentOf(item: Exclude<Entry, { removedAt: string }>): ItemContent {
  const { id, rev, pinned, postedAt, placedAt, updatedAt, remarks, corrected, struck, ...content } =
    item;
  return content;
}
