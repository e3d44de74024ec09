import type { Transaction } from 'kysely';
import { Refusal } from '../../feed/refusal.ts';
import type { IdempotencyKey } from '../log.ts';
import type { Session } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';

/** The change that was made under a key before, if any. Throws `key_reused` when the key was used for anything else. */
export async function earlierChange(
  tx: Transaction<Schema>,
  feed: string,
  key: IdempotencyKey,
): Promise<{ readonly seq: number } | undefined> {
  const use = await sameUse(tx, feed, key);
  if (use === undefined) return undefined;
  if (use.seq === null || use.seq === 0) throw reused();
  return { seq: use.seq };
}

/** The draft that was stored, changed or discarded under a key, if any. Throws `key_reused` for any other use. */
export async function earlierDraft(
  tx: Transaction<Schema>,
  feed: string,
  key: IdempotencyKey,
): Promise<{ readonly item: string } | undefined> {
  const use = await sameUse(tx, feed, key);
  if (use === undefined) return undefined;
  if (use.seq !== null || use.item === null) throw reused();
  return { item: use.item };
}

/** The change or the draft that a publish made under a key, if any. Throws `key_reused` for any other use. */
export async function earlierPublish(
  tx: Transaction<Schema>,
  feed: string,
  key: IdempotencyKey,
): Promise<
  | { readonly kind: 'change'; readonly seq: number }
  | { readonly kind: 'draft'; readonly item: string }
  | undefined
> {
  const use = await sameUse(tx, feed, key);
  if (use === undefined) return undefined;
  if (use.seq !== null && use.seq > 0) return { kind: 'change', seq: use.seq };
  if (use.seq === null && use.item !== null) return { kind: 'draft', item: use.item };
  throw reused();
}

/** True when the feed was created under this key. Throws `key_reused` when the key was used for anything else. */
export async function hasCreated(
  tx: Transaction<Schema>,
  feed: string,
  key: IdempotencyKey,
): Promise<boolean> {
  const use = await sameUse(tx, feed, key);
  if (use === undefined) return false;
  if (use.seq !== 0) throw reused();
  return true;
}

/** Stores the use of a key, in the transaction of the write. */
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

/** The row of a key, whatever request it was used for. */
export function useOf(db: Session, feed: string, key: IdempotencyKey) {
  return db
    .selectFrom('idempotency')
    .selectAll()
    .where('feed', '=', feed)
    .where('key', '=', key.key)
    .executeTakeFirst();
}

async function sameUse(tx: Transaction<Schema>, feed: string, key: IdempotencyKey) {
  const use = await useOf(tx, feed, key);
  if (use !== undefined && use.fingerprint !== key.fingerprint) throw reused();
  return use;
}

function reused(): Refusal {
  return new Refusal('key_reused', 'Send a new Idempotency-Key with a new request.');
}
