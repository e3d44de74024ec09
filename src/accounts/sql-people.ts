import { v7 } from 'uuid';
import { recordAct, type Act, type Actor } from '../database/audit.ts';
import type { Database } from '../database/database.ts';
import type { InvitationRow, PersonRow } from '../database/rows/people-rows.ts';
import { noInvitation, People, type Invitation, type Secretive } from './people.ts';
import type { Grant, ListedPerson, Person, PersonChange } from './person.ts';
import { roles, type FeedRoles } from './principal.ts';
import {
  existing,
  folded,
  lockPeople,
  refuseNoAdmin,
  refuseTaken,
  type Writing,
  removeProofs,
} from './sql-people-rules.ts';

export class SqlPeople extends People {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<readonly ListedPerson[]> {
    const { now } = this.database;
    const rows = await this.database.run((db) =>
      db
        .selectFrom('people')
        .selectAll()
        .select((eb) =>
          eb
            .selectFrom('sessions')
            .select(({ fn }) => fn.max('sessions.seen_at').as('latest'))
            .whereRef('sessions.person', '=', 'people.id')
            .where('sessions.expires_at', '>', now)
            .as('seen_at'),
        )
        .select((eb) => [
          eb
            .selectFrom('second_factors')
            .select('confirmed_at')
            .whereRef('second_factors.person', '=', 'people.id')
            .as('confirmed_at'),
          eb
            .selectFrom('passkeys')
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .whereRef('passkeys.person', '=', 'people.id')
            .as('passkeys'),
        ])
        .orderBy('folded')
        .execute(),
    );
    return rows.map(({ seen_at, confirmed_at, passkeys, ...row }) => ({
      ...personOf(row),
      ...(seen_at === null ? {} : { seenAt: seen_at }),
      secondFactor: confirmed_at !== null,
      passkeys: passkeys ?? 0,
    }));
  }

  async named(name: string): Promise<Secretive | undefined> {
    const row = await this.database.run((db) =>
      db.selectFrom('people').selectAll().where('folded', '=', folded(name)).executeTakeFirst(),
    );
    return row && { person: personOf(row), password: row.password };
  }

  change(id: string, { name, email, role, feeds }: PersonChange, by: Actor): Promise<Person> {
    return this.database.write(async (tx) => {
      await lockPeople(tx);
      const row = await existing(tx, id);
      if (name !== undefined) await refuseTaken(tx, name, id);
      const changed: PersonRow = {
        ...row,
        ...(name === undefined ? {} : { name, folded: folded(name) }),
        ...(email === undefined ? {} : { email }),
        ...(role === undefined ? {} : { role }),
        ...(feeds === undefined ? {} : { feeds: JSON.stringify(feeds) }),
      };
      await tx.updateTable('people').set(changed).where('id', '=', id).execute();
      await refuseNoAdmin(tx, row);
      await this.record(tx, by, 'change person', changed);
      return personOf(changed);
    });
  }

  async setPassword(id: string, password: string, keep: string, by: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      const row = await existing(tx, id);
      await tx.updateTable('people').set({ password }).where('id', '=', id).execute();
      await tx.deleteFrom('sessions').where('person', '=', id).where('hash', '!=', keep).execute();
      await this.record(tx, by, 'change password', row);
    });
  }

  async remove(id: string, by: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      await lockPeople(tx);
      const row = await existing(tx, id);
      await tx.deleteFrom('people').where('id', '=', id).execute();
      await refuseNoAdmin(tx, row);
      await removeProofs(tx, id);
      await tx.deleteFrom('kept_texts').where('person', '=', id).execute();
      await this.record(tx, by, 'remove person', row);
    });
  }

  async invite(
    hash: string,
    { email, role, feeds }: Omit<Invitation, 'id' | 'expiresAt' | 'by'>,
    lifeSeconds: number,
    by: Actor,
  ): Promise<Invitation> {
    const expires_at = await this.database.timeIn(lifeSeconds);
    const row: InvitationRow = {
      hash,
      id: v7(),
      email: email ?? null,
      role,
      feeds: JSON.stringify(feeds),
      by: by.name,
      expires_at,
    };
    await this.database.write(async (tx) => {
      await tx.deleteFrom('invitations').where('expires_at', '<=', this.database.now).execute();
      await tx.insertInto('invitations').values(row).execute();
      await this.record(tx, by, 'invite', { name: email ?? '', role });
    });
    return invitationOf(row);
  }

  async invitations(): Promise<readonly Invitation[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('invitations')
        .selectAll()
        .where('expires_at', '>', this.database.now)
        .orderBy('id')
        .execute(),
    );
    return rows.map(invitationOf);
  }

  uninvite(id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx
        .deleteFrom('invitations')
        .where('id', '=', id)
        .returning(['email', 'role'])
        .execute();
      if (gone === undefined) return false;
      await this.record(tx, by, 'take invitation back', {
        name: gone.email ?? '',
        role: gone.role,
      });
      return true;
    });
  }

  async isInvited(hash: string): Promise<boolean> {
    const found = await this.database.run((db) =>
      Promise.all(
        (['invitations', 'signin_codes'] as const).map((table) =>
          db
            .selectFrom(table)
            .select('hash')
            .where('hash', '=', hash)
            .where('expires_at', '>', this.database.now)
            .executeTakeFirst(),
        ),
      ),
    );
    return found.some((row) => row !== undefined);
  }

  async accept(
    hash: string,
    name: string,
    password: string,
    from: Pick<Actor, 'address'>,
  ): Promise<Person> {
    const created_at = await this.database.time();
    return this.database.write(async (tx) => {
      await lockPeople(tx);
      const invited = await this.use(tx, hash);
      await refuseTaken(tx, name);
      const row: PersonRow = {
        id: v7(),
        name,
        folded: folded(name),
        email: invited.email,
        role: invited.role,
        feeds: invited.feeds,
        password,
        created_at,
      };
      await tx.insertInto('people').values(row).execute();
      const by = { name, person: row.id, ...(from.address && { address: from.address }) };
      await this.record(tx, by, 'accept invitation', row);
      return personOf(row);
    });
  }

  private record(
    tx: Writing,
    by: Actor,
    action: Act['action'],
    { name, role }: Pick<PersonRow, 'name' | 'role'>,
  ): Promise<void> {
    const about = [name, role].filter((word) => word !== '').join(', ');
    return recordAct(tx, this.database, by, { action, about });
  }

  /** Uses an invitation up, or the code that the first start has printed. */
  private async use(
    tx: Writing,
    hash: string,
  ): Promise<Pick<InvitationRow, 'email' | 'role' | 'feeds'>> {
    const [invitation] = await tx
      .deleteFrom('invitations')
      .where('hash', '=', hash)
      .where('expires_at', '>', this.database.now)
      .returningAll()
      .execute();
    if (invitation !== undefined) return invitation;
    const [code] = await tx
      .deleteFrom('signin_codes')
      .where('hash', '=', hash)
      .where('expires_at', '>', this.database.now)
      .returning('hash')
      .execute();
    if (code !== undefined) return { email: null, role: 'admin', feeds: '{}' };
    throw noInvitation();
  }
}

export function personOf({ id, name, email, created_at, ...row }: PersonRow): Person {
  return { id, name, ...(email === null ? {} : { email }), ...grantOf(row), createdAt: created_at };
}

function invitationOf({ id, email, by, expires_at, ...row }: InvitationRow): Invitation {
  return { id, ...(email === null ? {} : { email }), ...grantOf(row), by, expiresAt: expires_at };
}

/** A role of a later release is none here. */
export function grantOf({ role, feeds }: { readonly role: string; readonly feeds: string }): Grant {
  return {
    role: roles.find((one) => one === role) ?? 'none',
    feeds: JSON.parse(feeds) as FeedRoles,
  };
}
