import { sql } from 'kysely';
import { recordAct, type Actor } from '../../database/audit.ts';
import type { Database } from '../../database/database.ts';
import type { PersonRow } from '../../database/rows/people-rows.ts';
import { Refusal } from '../../feed/refusal.ts';
import {
  folded,
  lockPeople,
  refuseNoAdmin,
  removeProofs,
  type Writing,
} from '../sql-people-rules.ts';
import { erasedName, PersonErasure } from './person-erasure.ts';

/** Rows that say by whom they were made, by name alone. */
const made = [
  'tokens',
  'invitations',
  'hooks',
  'followers',
  'upstreams',
  'wires',
  'reader_keys',
] as const;

/** Rows that say who has counted, as JSON of the actor, until a change tells the count. */
const counted = ['campaign_counts', 'site_campaign'] as const;

export class SqlPersonErasure extends PersonErasure {
  constructor(private readonly database: Database) {
    super();
  }

  async erase(id: string, by: Actor): Promise<void> {
    if (by.person === id) {
      const words = 'You cannot erase yourself: the audit says who erased whom. Ask another admin.';
      throw new Refusal('not_allowed', words);
    }
    await this.database.write(async (tx) => {
      await lockPeople(tx);
      const row = await tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
      const acted = await tx
        .selectFrom('audit')
        .select('name')
        .distinct()
        .where('person', '=', id)
        .execute();
      if (row === undefined && acted.length === 0) {
        throw new Refusal('not_found', 'There is no such person, and the audit knows of none.');
      }
      if (row !== undefined) await remove(tx, row);
      await tx
        .updateTable('audit')
        .set({ name: erasedName, address: null })
        .where('person', '=', id)
        .execute();
      await tx
        .updateTable('drafts')
        .set({ author: erasedName, author_id: null })
        .where('author_id', '=', id)
        .execute();
      await tx
        .updateTable('media')
        .set({ added_by: erasedName, added_by_id: null })
        .where('added_by_id', '=', id)
        .execute();
      for (const table of counted) {
        await tx.updateTable(table).set({ by: null }).where('by', 'like', `%${id}%`).execute();
      }
      const names = new Set([...acted.map(({ name }) => name), ...(row ? [row.name] : [])]);
      for (const name of names) if (await isFree(tx, name)) await eraseName(tx, name);
      await eraseAddresses(tx);
      await recordAct(tx, this.database, by, { action: 'erase person' });
    });
    this.database.scrub();
  }
}

async function remove(tx: Writing, row: PersonRow): Promise<void> {
  await tx.deleteFrom('people').where('id', '=', row.id).execute();
  await refuseNoAdmin(tx, row);
  await removeProofs(tx, row.id);
  await tx.deleteFrom('kept_texts').where('person', '=', row.id).execute();
}

/** False where somebody else is called so now, whose name it is then. */
async function isFree(tx: Writing, name: string): Promise<boolean> {
  const other = await tx
    .selectFrom('people')
    .select('id')
    .where('folded', '=', folded(name))
    .executeTakeFirst();
  return other === undefined && name !== erasedName;
}

async function eraseName(tx: Writing, name: string): Promise<void> {
  for (const table of made) {
    await tx.updateTable(table).set({ by: erasedName }).where('by', '=', name).execute();
  }
  await tx.updateTable('drafts').set({ editor: erasedName }).where('editor', '=', name).execute();
  await eraseAbout(tx, name);
}

/**
 * The addresses of invitations, but of who is here or is invited still. Whose each was, the audit does not tell: a person who
 * was removed before has left it there.
 */
async function eraseAddresses(tx: Writing): Promise<void> {
  const acts = await tx
    .selectFrom('audit')
    .select('about')
    .distinct()
    .where('action', 'in', ['invite', 'take invitation back'])
    .where('about', 'like', '%@%')
    .execute();
  const known = [
    ...(await tx.selectFrom('people').select('email').execute()),
    ...(await tx.selectFrom('invitations').select('email').execute()),
  ].map(({ email }) => email);
  const addresses = new Set(acts.map(({ about }) => (about ?? '').split(', ')[0] ?? ''));
  for (const address of addresses) if (!known.includes(address)) await eraseAbout(tx, address);
}

/** Acts about people say "name, role", and of an invitation "address, role". */
async function eraseAbout(tx: Writing, who: string): Promise<void> {
  const start = `${who}, `;
  await tx
    .updateTable('audit')
    .set({ about: null })
    .where((is) =>
      is.or([
        is('about', '=', who),
        sql<boolean>`substr(about, 1, ${sql.lit(start.length)}) = ${start}`,
      ]),
    )
    .execute();
}
