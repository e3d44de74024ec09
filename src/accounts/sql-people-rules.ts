import type { Transaction } from 'kysely';
import type { Actor } from '../database/audit.ts';
import type { PersonRow } from '../database/rows/people-rows.ts';
import type { Schema } from '../database/schema.ts';
import { Refusal } from '../feed/refusal.ts';

export type Writing = Transaction<Schema>;

/** Two people are the same where their names differ in case, in width or in how letters are composed. */
export function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/**
 * What may leave the house without an admin is done one after the other, so that two who remove each other do not both
 * succeed.
 */
export async function lockPeople(tx: Writing): Promise<void> {
  await tx
    .updateTable('people')
    .set((eb) => ({ role: eb.ref('role') }))
    .where('role', '=', 'admin')
    .execute();
}

/** What is counted for one person is done one after the other. Throws `not_found`. */
export async function lockPerson(tx: Writing, id: string): Promise<void> {
  await tx
    .updateTable('people')
    .set((eb) => ({ role: eb.ref('role') }))
    .where('id', '=', id)
    .execute();
  await existing(tx, id);
}

/** What somebody else takes off a person was lost: whoever has found it may be signed in by it, and is signed out. */
export async function endIfLost(tx: Writing, person: string, by: Actor): Promise<void> {
  if (by.person === person) return;
  await tx.deleteFrom('sessions').where('person', '=', person).execute();
}

/** Whatever signs a person in. */
const proofs = ['sessions', 'second_factors', 'recovery_codes', 'passkeys', 'identities'] as const;

export async function removeProofs(tx: Writing, person: string): Promise<void> {
  for (const table of proofs) await tx.deleteFrom(table).where('person', '=', person).execute();
}

export async function existing(tx: Writing, id: string): Promise<PersonRow> {
  const row = await tx.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal('not_found', 'There is no such person.');
  return row;
}

export async function refuseTaken(tx: Writing, name: string, by?: string): Promise<void> {
  const other = await tx
    .selectFrom('people')
    .select('id')
    .where('folded', '=', folded(name))
    .executeTakeFirst();
  if (folded(name) !== tokensName && (other === undefined || other.id === by)) return;
  throw new Refusal('name_taken', `Somebody is called "${name}" already. Choose another name.`);
}

/** Whoever acts with ADMIN_TOKEN is called so. */
const tokensName = 'admin';

export async function refuseNoAdmin(tx: Writing, before: PersonRow): Promise<void> {
  if (before.role !== 'admin') return;
  const admin = await tx
    .selectFrom('people')
    .select('id')
    .where('role', '=', 'admin')
    .executeTakeFirst();
  if (admin !== undefined) return;
  throw new Refusal(
    'last_admin',
    `"${before.name}" is the last admin. Make somebody else an admin first.`,
  );
}
