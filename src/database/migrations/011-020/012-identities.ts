import type { Kysely } from 'kysely';

/** Who people are at an OpenID provider. A person has one identity at each provider. */
export async function identities(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('identities')
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('linked_at', 'text', (column) => column.notNull())
    .addColumn('used_at', 'text')
    .addPrimaryKeyConstraint('identities_by_subject', ['issuer', 'subject'])
    .addUniqueConstraint('identities_by_person', ['person', 'issuer'])
    .execute();
}
