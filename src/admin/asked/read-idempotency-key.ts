import { createHash } from 'node:crypto';
import { Refusal } from '../../feed/refusal.ts';
import type { IdempotencyKey } from '../../log/log.ts';

/** The parts of a call that must be the same when its key is sent again. */
export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: unknown;
}

/** Reads the Idempotency-Key of a call, with a digest of the call; undefined without the header. Throws `malformed`. */
export function readIdempotencyKey(
  key: string | readonly string[] | undefined,
  { method, path, body }: Asked,
): IdempotencyKey | undefined {
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Refusal(
      'malformed',
      'Idempotency-Key must be 1 to 255 visible characters without spaces.',
    );
  }
  const asked = JSON.stringify([method, path, body ?? null]);
  return { key, fingerprint: createHash('sha256').update(asked).digest('hex') };
}
