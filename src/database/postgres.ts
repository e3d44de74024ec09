import { PostgresDialect, type Dialect } from 'kysely';
import { Pool, types } from 'pg';

// Counters fit a double; the driver would hand bigint over as text.
types.setTypeParser(types.builtins.INT8, Number);

/**
 * PostgreSQL. A connection that cannot be had in 3 s and a statement that takes 10 s fail: the caller says
 * 503, and nothing waits for ever. A broken idle connection is replaced by the pool.
 */
export function postgresDialect(url: string): Dialect {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 3_000,
    query_timeout: 10_000,
    keepAlive: true,
    application_name: 'dateline',
  });
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}
