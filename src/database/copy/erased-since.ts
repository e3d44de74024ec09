import { sql } from 'kysely';
import type { ActName } from '../../feed/act-name.ts';
import type { Session } from '../database.ts';

/** An item of a feed. */
export interface ItemPlace {
  readonly feed: string;
  readonly item: string;
}

/** The latest redaction of an item that is still there, and what the item is now. */
export interface Redaction extends ItemPlace {
  readonly seq: number;
  readonly tag: string;
  /** JSON. */
  readonly content: string;
  /** JSON. */
  readonly entry: string;
  readonly markdown: string;
}

/** All items that were ever taken down, the earliest first. */
export function takenDown(db: Session): Promise<readonly ItemPlace[]> {
  return db.selectFrom('takedowns').select(['feed', 'item']).orderBy('at').execute();
}

/** The latest redaction of each item that has one and was not taken down. */
export async function redactions(db: Session): Promise<readonly Redaction[]> {
  const { rows } = await sql<Redaction>`
    select c.feed, c.item, c.seq, c.tag, c.content, i.entry, i.markdown
    from changes c join items i on i.feed = c.feed and i.id = c.item
    where c.kind = 'redact'
    and c.seq = (select max(l.seq) from changes l where l.feed = c.feed and l.item = c.item and l.kind = 'redact')
    and not exists (select 1 from takedowns t where t.feed = c.feed and t.item = c.item)`.execute(
    db,
  );
  return rows;
}

/** Where there is an item, published, or a draft of this id. */
export async function placesOf(
  db: Session,
  id: string,
): Promise<readonly (ItemPlace & { readonly kind: 'item' | 'draft' })[]> {
  const { rows } = await sql<ItemPlace & { readonly kind: 'item' | 'draft' }>`
    select feed, id as item, 'item' as kind from items where id = ${id}
    union all select feed, id as item, 'draft' as kind from drafts where id = ${id}`.execute(db);
  return rows;
}

/** Takes the rows of erased uploads away, and the names of their files, which the audit has too. */
export async function forgetUploads(db: Session): Promise<void> {
  const erased = db.selectFrom('media').select('name').where('erased_at', 'is not', null);
  await db
    .updateTable('audit')
    .set({ about: null })
    .where('action', 'in', ofUploads)
    .where('about', 'in', erased)
    .execute();
  await db.deleteFrom('media').where('erased_at', 'is not', null).execute();
}

const ofUploads: readonly ActName[] = ['add picture', 'erase picture', 'add sound', 'erase sound'];
