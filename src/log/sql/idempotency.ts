import type { Transaction } from 'kysely';
import { Refusal } from '../../feed/refusal.ts';
import type { IdempotencyKey } from '../log.ts';
import type { Schema } from './schema.ts';

/** The change a key made before, if it did. Throws `key_reused` when it was used for anything else. */
export async function earlierUse(
  tx: Transaction<Schema>,
  feed: string,
  key: IdempotencyKey,
): Promise<{ readonly seq: number } | undefined> {
  const use = await lookUp(tx, feed, key);
  if (use === undefined) return undefined;
  if (use.seq === null) throw reused();
  return { seq: use.seq };
}

/** The draft a key kept before, if it did. Throws `key_reused` when it was used for anything else. */
export async function earlierDraft(
  tx: Transaction<Schema>,
  feed: string,
  key: IdempotencyKey,
): Promise<{ readonly item: string } | undefined> {
  const use = await lookUp(tx, feed, key);
  if (use === undefined) return undefined;
  if (use.seq !== null || use.item === null) throw reused();
  return { item: use.item };
}

/** Keeps a key's use in the transaction it was used in. */
export async function rememberUse(
  tx: Transaction<Schema>,
  feed: string,
  key: IdempotencyKey,
  use: { readonly item: string | null; readonly seq: number | null; readonly at: string },
): Promise<void> {
  await tx
    .insertInto('idempotency')
    .values({ feed, key: key.key, fingerprint: key.fingerprint, ...use })
    .execute();
}

async function lookUp(tx: Transaction<Schema>, feed: string, key: IdempotencyKey) {
  const use = await tx
    .selectFrom('idempotency')
    .selectAll()
    .where('feed', '=', feed)
    .where('key', '=', key.key)
    .executeTakeFirst();
  if (use !== undefined && use.fingerprint !== key.fingerprint) throw reused();
  return use;
}

function reused(): Refusal {
  return new Refusal('key_reused', 'Send a new Idempotency-Key with a new request.');
}
