import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
  type TransactionSettings,
} from 'kysely';
import { closeFiles, privateFolder } from './private-folder.ts';

/** How long a transaction, and an opening, waits for another process to end its own. */
const patienceMs = 5_000;

export interface Embedded {
  readonly dialect: Dialect;
  /**
   * Writes the write-ahead log into the database file and truncates it, so that erased text is in neither. False while
   * another process reads. To be called while no transaction is open.
   */
  readonly truncateWal: () => boolean;
}

/**
 * The embedded database: one file in `dataDir`, synced at every commit, and closed to other accounts. `secure_delete`
 * overwrites what a takedown removes. Processes that share the file write one after the other.
 */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  const file = join(privateFolder(dataDir), 'dateline.sqlite');
  closeFiles(file);
  const database = new DatabaseSync(file);
  try {
    closeFiles(file);
    // When several processes create the file, SQLite refuses this to all but one, whatever their busy timeout.
    await inTurn(async () => database.exec('PRAGMA journal_mode = WAL'));
    // The timeout is for statements of migrations outside transactions; transactions wait without blocking the process.
    database.exec(`
      PRAGMA busy_timeout = ${patienceMs};
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      PRAGMA secure_delete = ON;
    `);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    dialect: new EmbeddedDialect(withStatements(database), database),
    truncateWal: () => withoutPatience(database, () => truncateWal(database)),
  };
}

function truncateWal(database: DatabaseSync): boolean {
  const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  return row?.['busy'] === 0;
}

/** Runs work without SQLite's busy timeout, because waiting for a lock in SQLite blocks the whole process. */
function withoutPatience<T>(database: DatabaseSync, work: () => T): T {
  database.exec('PRAGMA busy_timeout = 0');
  try {
    return work();
  } finally {
    database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
  }
}

/** Tries again, a moment later, while another process has the file's lock. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const giveUpMs = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpMs) throw error;
      await sleep(1 + Math.random() * 4);
    }
  }
}

class EmbeddedDialect extends SqliteDialect {
  constructor(
    private readonly statements: SqliteDatabase,
    private readonly database: DatabaseSync,
  ) {
    super({ database: statements });
  }

  override createDriver(): SqliteDriver {
    return new EmbeddedDriver(this.statements, this.database);
  }

  override createAdapter(): SqliteAdapter {
    return new EmbeddedAdapter();
  }
}

/** Runs each migration in a transaction, which is also the lock that keeps other processes out. */
class EmbeddedAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class EmbeddedDriver extends SqliteDriver {
  constructor(
    statements: SqliteDatabase,
    private readonly database: DatabaseSync,
  ) {
    super({ database: statements });
  }

  /**
   * A read sees one instant and needs no lock. A write takes the lock at its start, so that it cannot fail halfway, and
   * waits for it without blocking the process.
   */
  override async beginTransaction(
    connection: DatabaseConnection,
    { isolationLevel }: TransactionSettings = {},
  ): Promise<void> {
    if (isolationLevel === 'repeatable read') return super.beginTransaction(connection);
    await inTurn(async () => {
      this.database.exec('PRAGMA busy_timeout = 0');
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
      } finally {
        this.database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
      }
    });
  }

  /** On a full disk SQLite has rolled back already; the error of a second rollback would hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.database.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** Makes Node's SQLite usable for Kysely. Each statement is prepared once. */
function withStatements(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    // Dateline has few different statements; the bound is for the case that some vary.
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
