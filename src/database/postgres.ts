import { PostgresAdapter, PostgresDialect, type Dialect, type DialectAdapter } from 'kysely';
import { Pool, types, type PoolClient } from 'pg';
import { hostUrls } from './postgres-hosts.ts';
import { PrimaryPool } from './primary-pool.ts';

// The driver returns bigint as text. The counters in these columns fit a double.
types.setTypeParser(types.builtins.INT8, Number);

/**
 * PostgreSQL: the primary among the hosts of the URL. Connecting to a host fails after 3 s and a statement after 10 s, or as long as is
 * given, so that callers can answer 503 and nothing waits for ever. A broken idle connection is replaced by the pool. `name`: what the
 * server lists the connections as.
 */
export function postgresDialect(url: string, name = 'dateline', statementMs = 10_000): Dialect {
  return new SessionlessDialect({
    pool: new PrimaryPool(hostUrls(url).map((host) => poolOf(host, name, statementMs))),
  });
}

/** Without the migrator's own lock, which a session holds from one transaction to the next: `migrate` has one in its transaction. */
class SessionlessDialect extends PostgresDialect {
  override createAdapter(): DialectAdapter {
    return new SessionlessAdapter();
  }
}

class SessionlessAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}

function poolOf(url: string, name: string, statementMs: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3_000,
    query_timeout: statementMs,
    keepAlive: true,
    application_name: name,
  });
  pool.on('error', () => undefined);
  // The pool does not listen to a connection in use. The work that uses it is refused; unheard, its error would end the
  // process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('connect', endWhenSilent);
  return pool;
}

/** A connection over which a statement got no answer is dead: nothing more is sent over it, and its pool opens another one. */
function endWhenSilent(client: PoolClient): void {
  const query = client.query.bind(client) as (...words: readonly unknown[]) => Promise<unknown>;
  const watched = async (...words: readonly unknown[]) => {
    try {
      return await query(...words);
    } catch (error) {
      if (error instanceof Error && error.message === 'Query read timeout') void client.end();
      throw error;
    }
  };
  client.query = watched as PoolClient['query'];
}
