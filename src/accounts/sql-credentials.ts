import { Credentials, type SessionOwner } from './credentials.ts';
import type { Database } from '../database/database.ts';

export class SqlCredentials extends Credentials {
  constructor(private readonly database: Database) {
    super();
  }

  async openSession(hash: string, owner: SessionOwner, lifeSeconds: number): Promise<void> {
    const expires_at = await this.after(lifeSeconds);
    await this.database.write(async (tx) => {
      await tx.deleteFrom('sessions').where('expires_at', '<=', this.database.now).execute();
      await tx
        .insertInto('sessions')
        .values({ hash, ...owner, expires_at })
        .execute();
    });
  }

  async session(hash: string): Promise<SessionOwner | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('sessions')
        .select(['name', 'proof'])
        .where('hash', '=', hash)
        .where('expires_at', '>', this.database.now)
        .executeTakeFirst(),
    );
    return row === undefined ? undefined : { name: row.name, proof: row.proof ?? '' };
  }

  async closeSession(hash: string): Promise<void> {
    await this.database.write((tx) => tx.deleteFrom('sessions').where('hash', '=', hash).execute());
  }

  async replaceSigninCode(hash: string, lifeSeconds: number): Promise<void> {
    const expires_at = await this.after(lifeSeconds);
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

  private async after(seconds: number): Promise<string> {
    const now = await this.database.time();
    return new Date(Date.parse(now) + seconds * 1000).toISOString();
  }
}
