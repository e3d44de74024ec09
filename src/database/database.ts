import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, sql, type RawBuilder, type Transaction } from 'kysely';
import { Refusal } from '../feed/refusal.ts';
import { migrate } from './migrations/migrations.ts';
import type { Schema } from './schema.ts';
import { SharedCommits } from './shared-commits.ts';
import { openEmbedded } from './sqlite.ts';
import { reaching, reasonOf } from './unavailable.ts';
import { WriteHealth } from './write-health.ts';

/** Another process that reads holds the write-ahead log for a moment; truncating is tried again after this time. */
const scrubAgainMs = 50;

export type Session = Kysely<Schema> | Transaction<Schema>;

type Transact = <T>(work: (tx: Transaction<Schema>) => Promise<T>) => Promise<T>;

/** The transaction in which code runs, as long as it is open. */
interface Open {
  readonly of: Database;
  isOver: boolean;
}

const within = new AsyncLocalStorage<Open>();

/**
 * A database, migrated and ready, and its clock. All instances use the database's clock, so their own clocks may be
 * wrong.
 */
export class Database {
  /** Whether it can be written, from memory. */
  readonly writing = new WriteHealth(() => this.probe());
  private scrubbing: Promise<void> = Promise.resolve();
  private closed = false;

  private constructor(
    readonly db: Kysely<Schema>,
    /** The database's time, RFC 3339 in UTC with milliseconds. */
    readonly now: RawBuilder<string>,
    /**
     * Removes erased text from the files beside the tables (the write-ahead log). False: another reader holds them,
     * try again.
     */
    private readonly scrubOnce: () => boolean = () => true,
    /** Runs work in a transaction that writes. */
    private readonly transaction: Transact = (work) => db.transaction().execute(work),
  ) {}

  static async embedded(dataDir: string): Promise<Database> {
    const now = sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`;
    const { dialect, truncateWal } = await openEmbedded(dataDir);
    const db = new Kysely<Schema>({ dialect });
    const commits = new SharedCommits(db);
    const database = new Database(db, now, truncateWal, (work) => commits.write(work));
    await Database.open(database);
    // A process that was killed may have left erased text in the write-ahead log.
    database.scrub();
    return database;
  }

  static async postgres(url: string): Promise<Database> {
    // Loaded here alone: the embedded database does without.
    const { postgresDialect } = await import('./postgres.ts');
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

  /** Runs work on the database. Throws the refusal `unavailable` when the database cannot be reached. */
  run<T>(work: (db: Session) => Promise<T>): Promise<T> {
    return reaching(async () => {
      this.mustBeOutside();
      return work(this.db);
    });
  }

  /** Runs work in one transaction. Writers of the same feed must lock the feed's row first. */
  async write<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    try {
      const done = await reaching(() => this.transact(this.transaction, work));
      this.writing.succeeded();
      return done;
    } catch (error) {
      const reason = error instanceof Refusal ? reasonOf(error.cause) : undefined;
      if (reason !== undefined) this.writing.failed(reason);
      throw error;
    }
  }

  /**
   * To be called after text was erased: within moments it is in none of the database's files. In PostgreSQL the server
   * removes dead rows (VACUUM).
   */
  scrub(): void {
    this.scrubbing = this.scrubbing.then(() => this.scrubUntilDone());
  }

  /** Runs several reads that all see the database at the same instant. */
  read<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    const reading = this.db.transaction().setIsolationLevel('repeatable read');
    return reaching(() => this.transact((run) => reading.execute(run), work));
  }

  /** The database's time, now. */
  async time(): Promise<string> {
    const { rows } = await this.run((db) =>
      sql<{ at: string }>`select ${this.now} as at`.execute(db),
    );
    return rows[0]?.at ?? '';
  }

  /** The database's time in so many seconds. */
  async timeIn(seconds: number): Promise<string> {
    return later(await this.time(), seconds);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.writing.close();
    await this.scrubbing;
    await this.db.destroy();
  }

  private async transact<T>(
    transaction: Transact,
    work: (tx: Transaction<Schema>) => Promise<T>,
  ): Promise<T> {
    this.mustBeOutside();
    const open: Open = { of: this, isOver: false };
    try {
      return await transaction((tx) => within.run(open, () => work(tx)));
    } finally {
      // Work that was begun in it and goes on is outside from now on.
      open.isOver = true;
    }
  }

  /**
   * Throws inside a transaction of this database. It has the connection, of which the embedded database has one: who asks for
   * another one and waits for it in the transaction waits for ever.
   */
  private mustBeOutside(): void {
    const open = within.getStore();
    if (open === undefined || open.isOver || open.of !== this) return;
    throw new Error(
      'The database was asked inside a transaction of it, by something else than the transaction: use the transaction, or ask before it begins.',
    );
  }

  private async scrubUntilDone(): Promise<void> {
    while (!this.closed) {
      const isDone = await this.db
        .connection()
        .execute(async () => this.scrubOnce())
        .catch(() => false);
      if (isDone) return;
      await sleep(scrubAgainMs);
    }
  }

  /** A small write, to find out whether writing works. */
  private async probe(): Promise<void> {
    await this.write(async (tx) => {
      await tx.deleteFrom('probes').execute();
      await tx.insertInto('probes').values({ at: this.now }).execute();
    });
  }
}

/** A tag of eight base32 characters. 40 random bits are enough, because a tag is compared within one feed only. */
export function randomTag(): string {
  return Array.from(randomBytes(8), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join(
    '',
  );
}

/** So many seconds after a time of the database. */
export function later(time: string, seconds: number): string {
  return new Date(Date.parse(time) + seconds * 1000).toISOString();
}
