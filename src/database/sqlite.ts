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
   * Brings the write-ahead log into the file and cuts it to nothing, so that what was erased is in neither. False while
   * another process reads. To be called while no transaction is open.
   */
  readonly truncateWal: () => boolean;
}

/**
 * The embedded database: one file in `dataDir`, synced on every commit, closed to other accounts.
 * `secure_delete` overwrites what a takedown removes. Processes that share the file take turns at writing.
 */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  const file = join(privateFolder(dataDir), 'dateline.sqlite');
  closeFiles(file);
  const database = new DatabaseSync(file);
  try {
    closeFiles(file);
    // Of several who begin a file, all but one are refused this, however patient they are.
    await inTurn(async () => database.exec('PRAGMA journal_mode = WAL'));
    // The patience is for the steps of a migration that stand in no transaction: transactions wait in their own way.
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

/** The database's own waiting holds up the whole process. */
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

/** A migration is all or nothing here too: the transaction it runs in is also the lock around it. */
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
   * A read sees one instant and needs no lock. A write takes the lock at its start, so that it never fails half
   * way for want of it, and waits for it without blocking the process, which the database's own waiting does.
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

  /** On a full disk the database has rolled back already: a second time would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.database.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** What Kysely asks of a database, over the one that is built into Node. Statements are prepared once. */
function withStatements(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
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
