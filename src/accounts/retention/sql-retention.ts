import { sql } from 'kysely';
import { later, type Database } from '../../database/database.ts';
import { Retention, type Passing } from './retention.ts';

/** Rows of one transaction: others write in between. */
const batch = 1_000;

/** What a row is found by, and the column of its time. */
const columns: Readonly<Record<Passing, readonly [keys: readonly string[], time: string]>> = {
  audit: [['id'], 'at'],
  idempotency: [['feed', 'key'], 'at'],
  sessions: [['hash'], 'expires_at'],
  signin_codes: [['hash'], 'expires_at'],
  invitations: [['hash'], 'expires_at'],
  challenges: [['hash'], 'expires_at'],
  media: [['id'], 'erased_at'],
};

export class SqlRetention extends Retention {
  constructor(private readonly database: Database) {
    super();
  }

  async forget(days: Readonly<Record<Passing, number>>, at?: string): Promise<void> {
    const from = at ?? (await this.database.time());
    for (const [table, kept] of Object.entries(days) as [Passing, number][]) {
      if (kept !== Infinity) await this.forgetBefore(table, later(from, -kept * 24 * 3_600));
    }
  }

  private async forgetBefore(table: Passing, edge: string): Promise<void> {
    const [keys, time] = columns[table];
    const key = sql.join(keys.map((name) => sql.ref(name)));
    for (let gone = batch; gone >= batch;) {
      const { numAffectedRows } = await this.database.write((tx) =>
        sql`
          delete from ${sql.table(table)} where (${key}) in (
            select ${key} from ${sql.table(table)} where ${sql.ref(time)} < ${edge} limit ${sql.lit(batch)}
          )`.execute(tx),
      );
      gone = Number(numAffectedRows ?? 0);
    }
  }
}
