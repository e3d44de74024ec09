import type { Kysely } from 'kysely';

interface Tables {
  feeds: { slug: string };
  changes: {
    feed: string;
    seq: number;
    item: string | null;
    kind: string;
    at: string;
    content: string;
  };
  items: { feed: string; id: string; entry: string };
}

interface Remark {
  readonly kind: string;
  readonly at: string;
  readonly note: string;
}

type Stored = Readonly<Record<string, unknown>>;

/**
 * Makes remarks a list (`remarks: [{kind, at, note}]`, oldest first) in every row with an item. Earlier versions kept
 * only the latest correction in an item; all of them are in the changes. `corrected` and `struck` stay for instances
 * and readers of earlier versions.
 */
export async function remarks(db: Kysely<Tables>): Promise<void> {
  const feeds = await db.selectFrom('feeds').select('slug').execute();
  for (const { slug } of feeds) {
    // The same lock as an append takes: an instance of the earlier version may still edit, and no edit may be overwritten.
    await db.updateTable('feeds').set({ slug }).where('slug', '=', slug).execute();
    const items = await db
      .selectFrom('changes')
      .select('item')
      .distinct()
      .where('feed', '=', slug)
      .where('kind', 'in', ['correct', 'strike'])
      .where('item', 'is not', null)
      .execute();
    // One item at a time: a long log does not fit into memory.
    for (const { item } of items) if (item !== null) await listRemarksOf(db, slug, item);
  }
}

async function listRemarksOf(db: Kysely<Tables>, feed: string, id: string): Promise<void> {
  const changes = await db
    .selectFrom('changes')
    .selectAll()
    .where('feed', '=', feed)
    .where('item', '=', id)
    .orderBy('seq')
    .execute();
  let list: readonly Remark[] = [];
  for (const { seq, kind, at, content } of changes) {
    const { item, note, ...rest } = JSON.parse(content) as Stored;
    // A tombstone has no remarks, and neither has a change whose text was taken down.
    if (!isItem(item)) continue;
    if (typeof note === 'string') list = [...list, { kind, at, note }];
    if (list.length === 0) continue;
    const said = {
      ...rest,
      item: { ...item, remarks: list },
      ...(note === undefined ? {} : { note }),
    };
    await db
      .updateTable('changes')
      .set({ content: JSON.stringify(said) })
      .where('feed', '=', feed)
      .where('seq', '=', seq)
      .execute();
  }
  const row = await db
    .selectFrom('items')
    .select('entry')
    .where('feed', '=', feed)
    .where('id', '=', id)
    .executeTakeFirst();
  const entry: unknown = row === undefined ? undefined : JSON.parse(row.entry);
  if (!isItem(entry) || list.length === 0) return;
  await db
    .updateTable('items')
    .set({ entry: JSON.stringify({ ...entry, remarks: list }) })
    .where('feed', '=', feed)
    .where('id', '=', id)
    .execute();
}

function isItem(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !('removedAt' in value);
}
