import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { Refusal } from '../feed/refusal.ts';
import type { IdempotencyKey } from '../log/log.ts';

/** The revision an editor changes, from `If-Match: "{rev}"` (RFC 9110 §13.1.1). Throws when there is none. */
export function revisionOf(request: Request): number {
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw new Refusal(
      'revision_required',
      'Send If-Match with the revision you saw, like If-Match: "3".',
    );
  }
  const form = /^\s*(?:W\/)?"(\d{1,9})p?(?:-(?:br|gzip))?"\s*$/.exec(header);
  if (form !== null) return Number(form[1]);
  throw new Refusal('malformed', 'If-Match must be one revision in quotes, like "3".');
}

/** The request's Idempotency-Key, with a digest of what it asks; undefined without the header. */
export function idempotencyKeyOf(request: Request): IdempotencyKey | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Refusal(
      'malformed',
      'Idempotency-Key must be 1 to 255 visible characters without spaces.',
    );
  }
  const asked = JSON.stringify([request.method, request.path, request.body ?? null]);
  return { key, fingerprint: createHash('sha256').update(asked).digest('hex') };
}

/** The item id of a path. Anything but a UUID names no item. */
export function itemIdFrom(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
  throw new Refusal('unknown_item', 'No item of this feed has this id.');
}
