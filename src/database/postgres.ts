import { PostgresDialect, type Dialect } from 'kysely';
import { Pool, types } from 'pg';

// The driver returns bigint as text. The counters in these columns fit a double.
types.setTypeParser(types.builtins.INT8, Number);

/**
 * PostgreSQL. Connecting fails after 3 s and a statement after 10 s, so that callers can answer 503 and nothing waits
 * for ever. A broken idle connection is replaced by the pool. `name`: what the server lists the connections as.
 */
export function postgresDialect(url: string, name = 'dateline'): Dialect {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: name,
  });
  pool.on('error', () => undefined);
  // The pool does not listen to a connection in use. The work that uses it is refused; unheard, its error would end the
  // process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new PostgresDialect({ pool });
}
