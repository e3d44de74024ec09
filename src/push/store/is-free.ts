import { sql, type SqlBool } from 'kysely';

/** The rows of `pushes` that nobody sends now, and that do not wait for their next try. */
export function isFree(now: string) {
  return sql<SqlBool>`(pushes.wait_until is null or pushes.wait_until <= ${now}) and (pushes.lease is null or pushes.lease_until <= ${now})`;
}
