import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/**
 * Connections to the primary among several servers: a pool each. Beginning with the one that had the last connection, each server
 * is tried once, and one that cannot be reached, or is a standby, is passed over.
 */
export class PrimaryPool implements PostgresPool {
  readonly options = {};
  private latest = 0;
  private readonly primaries = new WeakSet<PoolClient>();

  constructor(private readonly pools: readonly Pool[]) {}

  /** Rejects with the reason of the server that was tried first. */
  async connect(): Promise<PostgresPoolClient> {
    const failures: unknown[] = [];
    const first = this.latest;
    for (const n of this.pools.keys()) {
      const index = (first + n) % this.pools.length;
      try {
        const client = await this.connectTo(this.pools[index]);
        this.latest = index;
        return client;
      } catch (error) {
        failures.push(error);
      }
    }
    throw failures[0];
  }

  async end(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
  }

  private async connectTo(pool: Pool | undefined): Promise<PoolClient> {
    if (pool === undefined) throw new Error('there is no such server');
    const client = await pool.connect();
    // Once for each connection: a primary becomes no standby while its connections stand.
    if (this.primaries.has(client)) return client;
    try {
      await mustBePrimary(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.primaries.add(client);
    return client;
  }
}

/** A standby may be behind: its log would look like one that was set back. */
async function mustBePrimary(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ standby: boolean }>(
    'select pg_is_in_recovery() as standby',
  );
  if (rows[0]?.standby !== true) return;
  // As PostgreSQL says of a statement that a standby does not take (25006, read-only).
  throw Object.assign(new Error('the server is a standby'), { code: '25006' });
}
