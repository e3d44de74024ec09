import { v7 } from 'uuid';
import type { ExpressionBuilder } from 'kysely';
import { recordAct } from '../database/audit.ts';
import { later, type Database } from '../database/database.ts';
import type { Schema } from '../database/schema.ts';
import {
  Credentials,
  type Lifetime,
  type NewSession,
  type OpenSession,
  type SessionOwner,
} from './credentials.ts';
import { isWorthNoting } from './last-used.ts';
import { personOf } from './sql-people.ts';

const maxListed = 100;

export class SqlCredentials extends Credentials {
  constructor(private readonly database: Database) {
    super();
  }

  async openSession(
    hash: string,
    { name, proof, person, address, agent }: NewSession,
    { seconds }: Lifetime,
  ): Promise<void> {
    const now = await this.database.time();
    const expires_at = later(now, seconds);
    await this.database.write(async (tx) => {
      await tx.deleteFrom('sessions').where('expires_at', '<=', this.database.now).execute();
      await tx
        .insertInto('sessions')
        .values({
          hash,
          name,
          proof,
          expires_at,
          id: v7(),
          person: person ?? null,
          opened_at: now,
          seen_at: now,
          agent: agent ?? null,
        })
        .execute();
      const by = { name, ...(person && { person }), ...(address && { address }) };
      await recordAct(tx, this.database, by, { action: 'sign in' });
    });
  }

  async session(hash: string, { idleSeconds }: Lifetime): Promise<SessionOwner | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('sessions')
        .select(['name', 'proof', 'person', 'seen_at', this.database.now.as('now')])
        .where('hash', '=', hash)
        .where('expires_at', '>', this.database.now)
        .executeTakeFirst(),
    );
    if (row === undefined) return undefined;
    const { name, proof, person: id, seen_at, now } = row;
    if (seen_at !== null && Date.parse(now) - Date.parse(seen_at) > idleSeconds * 1000) {
      await this.closeSession(hash);
      return undefined;
    }
    const person = id === null ? undefined : await this.person(id);
    if (id !== null && person === undefined) return undefined;
    if (isWorthNoting(seen_at, now)) await this.note(hash, now);
    return { name: person?.name ?? name, proof: proof ?? '', ...(person && { person }) };
  }

  async closeSession(hash: string): Promise<void> {
    await this.database.write((tx) => tx.deleteFrom('sessions').where('hash', '=', hash).execute());
  }

  async sessionsOf(
    person: string | undefined,
    current: string | undefined,
  ): Promise<readonly OpenSession[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('sessions')
        .selectAll()
        .where(ownedBy(person))
        .where('expires_at', '>', this.database.now)
        .where('id', 'is not', null)
        .orderBy('seen_at', 'desc')
        .limit(maxListed)
        .execute(),
    );
    return rows.map(({ hash, id, opened_at, seen_at, expires_at, agent }) => ({
      id: id ?? '',
      openedAt: opened_at ?? '',
      seenAt: seen_at ?? '',
      expiresAt: expires_at,
      ...(agent === null ? {} : { agent }),
      current: hash === current,
    }));
  }

  async endSession(person: string | undefined, id: string): Promise<boolean> {
    const gone = await this.database.write((tx) =>
      tx
        .deleteFrom('sessions')
        .where(ownedBy(person))
        .where('id', '=', id)
        .returning('hash')
        .execute(),
    );
    return gone.length > 0;
  }

  async endOtherSessions(person: string | undefined, keep: string | undefined): Promise<void> {
    await this.database.write((tx) =>
      tx
        .deleteFrom('sessions')
        .where(ownedBy(person))
        .where('hash', '!=', keep ?? '')
        .execute(),
    );
  }

  async replaceSigninCode(hash: string, lifeSeconds: number): Promise<void> {
    const expires_at = await this.database.timeIn(lifeSeconds);
    await this.database.write(async (tx) => {
      await tx.deleteFrom('signin_codes').execute();
      await tx.insertInto('signin_codes').values({ hash, expires_at }).execute();
    });
  }

  async useSigninCode(hash: string): Promise<boolean> {
    const used = await this.database.write((tx) =>
      tx
        .deleteFrom('signin_codes')
        .where('hash', '=', hash)
        .where('expires_at', '>', this.database.now)
        .returning('hash')
        .execute(),
    );
    return used.length === 1;
  }

  private async person(id: string) {
    const row = await this.database.run((db) =>
      db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst(),
    );
    return row && personOf(row);
  }

  private async note(hash: string, seen_at: string): Promise<void> {
    await this.database.write((tx) =>
      tx.updateTable('sessions').set({ seen_at }).where('hash', '=', hash).execute(),
    );
  }
}

function ownedBy(person: string | undefined) {
  return ({ eb }: ExpressionBuilder<Schema, 'sessions'>) =>
    person === undefined ? eb('person', 'is', null) : eb('person', '=', person);
}
