import type { Kysely } from 'kysely';

/** An index by which old idempotency keys are found. */
export async function keysByTime(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('idempotency_by_time').on('idempotency').column('at').execute();
}
