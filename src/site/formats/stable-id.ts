import { v5 } from 'uuid';
import type { Snapshot } from '../../feed/snapshot.ts';

/** Of Dateline's feeds: any UUID that never changes. */
const feedNamespace = '6f2f5d1c-6c0f-4c55-9a3e-3b1b7a0d8e52';

/** The id of an item in feeds (RFC 4122): it stays the same through edits, and when the site moves. */
export function itemUrn({ id }: { readonly id: string }): string {
  return `urn:uuid:${id}`;
}

/** The id of a feed, made of what its log was named at its creation: it stays the same when the site moves. */
export function feedUrn({ feed, epoch }: Pick<Snapshot, 'feed' | 'epoch'>): string {
  return `urn:uuid:${v5(`${feed}/${epoch}`, feedNamespace)}`;
}
