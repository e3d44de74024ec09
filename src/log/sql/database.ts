import { randomBytes } from 'node:crypto';
import { Kysely, sql, type RawBuilder, type Transaction } from 'kysely';
import { migrate } from './migrations.ts';
import { postgresDialect } from './postgres.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';
import { reaching } from './unavailable.ts';

export type Session = Kysely<Schema> | Transaction<Schema>;

/** A database, migrated and ready, and its clock: all instances share the one, so theirs may be wrong. */
export class Database {
  private constructor(
    readonly db: Kysely<Schema>,
    /** The database's time, RFC 3339 in UTC with milliseconds. */
    readonly now: RawBuilder<string>,
  ) {}

  static async embedded(dataDir: string): Promise<Database> {
    const now = sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;
    const dialect = await sqliteDialect(dataDir);
    return Database.open(new Database(new Kysely({ dialect }), now));
  }

  static postgres(url: string): Promise<Database> {
    const now = sql<string>`to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    return Database.open(new Database(new Kysely({ dialect: postgresDialect(url) }), now));
  }

  private static async open(database: Database): Promise<Database> {
    try {
      await reaching(() => migrate(database.db as unknown as Kysely<never>));
      return database;
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /** Work on the database; `unavailable` when it cannot be reached. */
  run<T>(work: (db: Session) => Promise<T>): Promise<T> {
    return reaching(() => work(this.db));
  }

  /** All or nothing. Writers that must not pass each other lock the feed's row first. */
  write<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    return reaching(() => this.db.transaction().execute(work));
  }

  /** Several reads of one instant. */
  read<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    return reaching(() => this.db.transaction().setIsolationLevel('repeatable read').execute(work));
  }

  /** The database's time, now. */
  async time(): Promise<string> {
    const { rows } = await this.run((db) =>
      sql<{ at: string }>`select ${this.now} as at`.execute(db),
    );
    return rows[0]?.at ?? '';
  }

  async close(): Promise<void> {
    await this.db.destroy();
  }
}

/** Eight characters of base32: 40 bits, plenty for one feed's neighbours. */
export function randomTag(): string {
  return Array.from(randomBytes(8), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join(
    '',
  );
}
