import { recordAct, type Actor } from '../../database/audit.ts';
import type { Database } from '../../database/database.ts';
import { Refusal } from '../../feed/refusal.ts';
import type { Person } from '../person.ts';
import { existing, lockPerson } from '../sql-people-rules.ts';
import { personOf } from '../sql-people.ts';
import { Identities, type LinkedIdentity } from './identities.ts';
import type { Identity } from './openid-provider.ts';

export class SqlIdentities extends Identities {
  constructor(private readonly database: Database) {
    super();
  }

  async of(person: string, issuer: string): Promise<LinkedIdentity | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('identities')
        .selectAll()
        .where('person', '=', person)
        .where('issuer', '=', issuer)
        .executeTakeFirst(),
    );
    if (row === undefined) return undefined;
    return { linkedAt: row.linked_at, ...(row.used_at === null ? {} : { usedAt: row.used_at }) };
  }

  async link(person: string, { issuer, subject }: Identity, by: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      await lockPerson(tx, person);
      const linked_at = this.database.now;
      // Others may claim the same identity at the same time.
      const made = await tx
        .insertInto('identities')
        .values({ issuer, subject, person, linked_at, used_at: null })
        .onConflict((conflict) => conflict.doNothing())
        .returning('person')
        .execute();
      if (made.length === 0) {
        throw new Refusal(
          'identity_taken',
          'You are linked already, or somebody else here is linked to that account.',
        );
      }
      const { name } = await existing(tx, person);
      await recordAct(tx, this.database, by, { action: 'link identity', about: name });
    });
  }

  use({ issuer, subject }: Identity, from: Pick<Actor, 'address'>): Promise<Person | undefined> {
    return this.database.write(async (tx) => {
      const [used] = await tx
        .updateTable('identities')
        .set({ used_at: this.database.now })
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .returning('person')
        .execute();
      if (used !== undefined) return personOf(await existing(tx, used.person));
      const by = { name: subject.slice(0, 60), ...from };
      await recordAct(tx, this.database, by, { action: 'refuse identity', about: issuer });
      return undefined;
    });
  }

  unlink(person: string, issuer: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx
        .deleteFrom('identities')
        .where('person', '=', person)
        .where('issuer', '=', issuer)
        .returning('person')
        .execute();
      if (gone === undefined) return false;
      const { name } = await existing(tx, person);
      await recordAct(tx, this.database, by, { action: 'unlink identity', about: name });
      return true;
    });
  }
}
