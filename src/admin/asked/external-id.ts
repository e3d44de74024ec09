import { createHash } from 'node:crypto';
import type { ExternalId } from '../../log/external-ids.ts';
import { line } from '../input/text.ts';

/** The schema of an external id. */
export const externalIdText = line(200);

/**
 * The external id of a new item, with a digest of all else that was sent, in whatever order its fields stand. Undefined
 * without one, and for one that cannot be used: what reads the whole input says so.
 */
export function externalIdIn(body: unknown): ExternalId | undefined {
  if (typeof body !== 'object' || body === null || !('externalId' in body)) return undefined;
  const { externalId, ...rest } = body;
  const { data: id } = externalIdText.safeParse(externalId);
  return id === undefined ? undefined : { id, fingerprint: digestOf(rest) };
}

function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([name, field]) => [name, sorted(field)]);
}
