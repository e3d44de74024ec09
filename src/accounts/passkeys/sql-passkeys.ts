import { recordAct, type Act, type Actor } from '../../database/audit.ts';
import type { Database } from '../../database/database.ts';
import type { PasskeyRow } from '../../database/rows/proof-rows.ts';
import { Refusal } from '../../feed/refusal.ts';
import { endIfLost, existing, lockPerson, type Writing } from '../sql-people-rules.ts';
import { personOf } from '../sql-people.ts';
import {
  maxChallenges,
  maxPasskeys,
  Passkeys,
  type Passkey,
  type PublicKey,
  type Purpose,
} from './passkeys.ts';

export class SqlPasskeys extends Passkeys {
  constructor(private readonly database: Database) {
    super();
  }

  async list(person: string): Promise<readonly Passkey[]> {
    const rows = await this.database.run((db) =>
      db
        .selectFrom('passkeys')
        .selectAll()
        .where('person', '=', person)
        .orderBy('created_at')
        .execute(),
    );
    return rows.map(passkeyOf);
  }

  async add(person: string, name: string, key: PublicKey, by: Actor): Promise<Passkey> {
    const created_at = await this.database.time();
    return this.database.write(async (tx) => {
      await lockPerson(tx, person);
      const all = await tx
        .selectFrom('passkeys')
        .select(['id', 'person'])
        .where((where) => where.or([where('person', '=', person), where('id', '=', key.id)]))
        .execute();
      if (all.some(({ id }) => id === key.id)) {
        throw new Refusal('passkey_taken', 'This passkey is known here already.');
      }
      if (all.length >= maxPasskeys) {
        throw new Refusal(
          'too_many_passkeys',
          `You have ${maxPasskeys} passkeys. Remove one of them first.`,
        );
      }
      const row: PasskeyRow = {
        id: key.id,
        person,
        name,
        public_key: key.publicKey.toString('base64url'),
        counter: key.counter,
        transports: JSON.stringify(key.transports),
        created_at,
        used_at: null,
      };
      await tx.insertInto('passkeys').values(row).execute();
      await this.record(tx, by, 'add passkey', person, name);
      return passkeyOf(row);
    });
  }

  async find(id: string) {
    const row = await this.database.run((db) =>
      db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst(),
    );
    if (row === undefined) return undefined;
    const owner = await this.database.run((db) =>
      db.selectFrom('people').selectAll().where('id', '=', row.person).executeTakeFirst(),
    );
    if (owner === undefined) return undefined;
    const transports = JSON.parse(row.transports) as readonly string[];
    const publicKey = Buffer.from(row.public_key, 'base64url');
    return { key: { id, publicKey, counter: row.counter, transports }, person: personOf(owner) };
  }

  async use(id: string, before: number, after: number): Promise<boolean> {
    const used = await this.database.write((tx) =>
      tx
        .updateTable('passkeys')
        .set({ counter: after, used_at: this.database.now })
        .where('id', '=', id)
        .where('counter', '=', before)
        .returning('id')
        .execute(),
    );
    return used.length === 1;
  }

  async noteCopy(person: string, id: string, by: Actor): Promise<void> {
    await this.database.write(async (tx) => {
      const row = await tx
        .selectFrom('passkeys')
        .select('name')
        .where('person', '=', person)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row !== undefined) await this.record(tx, by, 'refuse passkey', person, row.name);
    });
  }

  remove(person: string, id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx
        .deleteFrom('passkeys')
        .where('person', '=', person)
        .where('id', '=', id)
        .returning('name')
        .execute();
      if (gone !== undefined) await this.record(tx, by, 'remove passkey', person, gone.name);
      return gone !== undefined;
    });
  }

  removeAll(person: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      await existing(tx, person);
      const gone = await tx
        .deleteFrom('passkeys')
        .where('person', '=', person)
        .returning('name')
        .execute();
      if (gone.length > 0) await endIfLost(tx, person, by);
      for (const { name } of gone) await this.record(tx, by, 'remove passkey', person, name);
      return gone.length > 0;
    });
  }

  async challenge(hash: string, purpose: Purpose, lifeSeconds: number): Promise<void> {
    const expires_at = await this.database.timeIn(lifeSeconds);
    await this.database.write(async (tx) => {
      await tx.deleteFrom('challenges').where('expires_at', '<=', this.database.now).execute();
      const tooOld = await tx
        .selectFrom('challenges')
        .select('expires_at')
        .orderBy('expires_at', 'desc')
        .offset(maxChallenges - 1)
        .limit(1)
        .executeTakeFirst();
      if (tooOld !== undefined) {
        await tx.deleteFrom('challenges').where('expires_at', '<=', tooOld.expires_at).execute();
      }
      await tx
        .insertInto('challenges')
        .values({ hash, adds: addsOf(purpose), expires_at })
        .execute();
    });
  }

  async takeChallenge(hash: string, purpose: Purpose): Promise<boolean> {
    const adds = addsOf(purpose);
    const taken = await this.database.write((tx) =>
      tx
        .deleteFrom('challenges')
        .where('hash', '=', hash)
        .where(({ eb }) => (adds === null ? eb('adds', 'is', null) : eb('adds', '=', adds)))
        .where('expires_at', '>', this.database.now)
        .returning('hash')
        .execute(),
    );
    return taken.length === 1;
  }

  private async record(tx: Writing, by: Actor, action: Act['action'], person: string, key: string) {
    const { name } = await existing(tx, person);
    await recordAct(tx, this.database, by, { action, about: `${name}, ${key}` });
  }
}

function addsOf(purpose: Purpose): string | null {
  return purpose === 'sign in' ? null : purpose.adds;
}

function passkeyOf({ id, name, created_at, used_at }: PasskeyRow): Passkey {
  return { id, name, createdAt: created_at, ...(used_at === null ? {} : { usedAt: used_at }) };
}
