import { v7 } from 'uuid';
import { recordAct, type Actor } from '../database/audit.ts';
import type { Database } from '../database/database.ts';
import type { TokenRow } from '../database/rows/people-rows.ts';
import { isWorthNoting } from './last-used.ts';
import { grantOf } from './sql-people.ts';
import { Tokens, type ApiToken } from './tokens.ts';

export class SqlTokens extends Tokens {
  constructor(private readonly database: Database) {
    super();
  }

  async list(): Promise<readonly ApiToken[]> {
    const now = await this.database.time();
    const rows = await this.database.run((db) =>
      db.selectFrom('tokens').selectAll().orderBy('id', 'desc').execute(),
    );
    return rows.filter((row) => !hasExpired(row, now)).map(tokenOf);
  }

  async add(
    hash: string,
    { name, role, feeds, expiresAt }: Omit<ApiToken, 'id' | 'createdAt' | 'usedAt' | 'by'>,
    by: Actor,
  ): Promise<ApiToken> {
    const row: TokenRow = {
      hash,
      id: v7(),
      name,
      role,
      feeds: JSON.stringify(feeds),
      by: by.name,
      created_at: await this.database.time(),
      expires_at: expiresAt ?? null,
      used_at: null,
    };
    await this.database.write(async (tx) => {
      await tx.insertInto('tokens').values(row).execute();
      await recordAct(tx, this.database, by, { action: 'make token', about: `${name}, ${role}` });
    });
    return tokenOf(row);
  }

  async find(hash: string): Promise<ApiToken | undefined> {
    const row = await this.database.run((db) =>
      db
        .selectFrom('tokens')
        .selectAll()
        .select(this.database.now.as('now'))
        .where('hash', '=', hash)
        .executeTakeFirst(),
    );
    if (row === undefined || hasExpired(row, row.now)) return undefined;
    if (isWorthNoting(row.used_at, row.now)) {
      const used_at = row.now;
      await this.database.write((tx) =>
        tx.updateTable('tokens').set({ used_at }).where('hash', '=', hash).execute(),
      );
    }
    return tokenOf(row);
  }

  remove(id: string, by: Actor): Promise<boolean> {
    return this.database.write(async (tx) => {
      const [gone] = await tx
        .deleteFrom('tokens')
        .where('id', '=', id)
        .returning(['name', 'role'])
        .execute();
      if (gone === undefined) return false;
      const about = `${gone.name}, ${gone.role}`;
      await recordAct(tx, this.database, by, { action: 'remove token', about });
      return true;
    });
  }
}

function hasExpired({ expires_at }: Pick<TokenRow, 'expires_at'>, now: string): boolean {
  return expires_at !== null && expires_at <= now;
}

function tokenOf({ id, name, by, created_at, expires_at, used_at, ...row }: TokenRow): ApiToken {
  return {
    id,
    name,
    ...grantOf(row),
    by,
    createdAt: created_at,
    ...(expires_at === null ? {} : { expiresAt: expires_at }),
    ...(used_at === null ? {} : { usedAt: used_at }),
  };
}
