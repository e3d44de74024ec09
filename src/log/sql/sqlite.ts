import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
} from 'kysely';

/** How long a transaction waits for another process to end its own. */
const patienceMs = 5_000;

/**
 * The embedded database: one file in `dataDir`, synced on every commit.
 * `secure_delete` overwrites what a takedown removes. Two processes on one file take turns.
 */
export function sqliteDialect(dataDir: string): Dialect {
  mkdirSync(dataDir, { recursive: true });
  const database = new DatabaseSync(join(dataDir, 'dateline.sqlite'));
  database.exec(`
    PRAGMA busy_timeout = 100;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
  `);
  return new EmbeddedDialect(withStatements(database), () => database.isTransaction);
}

class EmbeddedDialect extends SqliteDialect {
  constructor(
    private readonly database: SqliteDatabase,
    private readonly isInTransaction: () => boolean,
  ) {
    super({ database });
  }

  override createDriver(): SqliteDriver {
    return new EmbeddedDriver(this.database, this.isInTransaction);
  }

  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter();
  }
}

/** A migration is all or nothing here too: the transaction it runs in is also the lock around it. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class EmbeddedDriver extends SqliteDriver {
  constructor(
    database: SqliteDatabase,
    private readonly isInTransaction: () => boolean,
  ) {
    super({ database });
  }

  /** Waits for the file's lock without blocking the process, which the database's own waiting does. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const giveUpMs = performance.now() + patienceMs;
    for (;;) {
      try {
        return await super.beginTransaction(connection);
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpMs) throw error;
        await sleep(1 + Math.random() * 4);
      }
    }
  }

  /** On a full disk the database has rolled back already: a second time would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.isInTransaction()) await super.rollbackTransaction(connection);
  }
}

/** What Kysely asks of a database, over the one that is built into Node. Statements are prepared once. */
function withStatements(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    // IMMEDIATE takes the lock at the start: a transaction never fails half way for want of it.
    const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
    // The statements are few and the same each time; a bound in case some are not.
    if (prepared.size >= 200) prepared.clear();
    prepared.set(sql, statement);
    return statement;
  };
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...(values as SQLInputValue[])),
        run: (values) => statement.run(...(values as SQLInputValue[])),
        iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
      };
    },
  };
}

function isBusy(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: unknown };
  return typeof errcode === 'number' && (errcode & 0xff) === 5;
}
