import { createHash } from 'node:crypto';
import type { Item, ItemContent } from '../../feed/item.ts';

/** What is written down beside the external id of an item that comes from an upstream. */
export interface FollowMark {
  /** Whether it was left here as a draft or as an item. */
  readonly as: 'draft' | 'item';
  /** The revision of the item that was left here; of a draft its words alone count. */
  readonly rev: number;
  /** The revision there that was told last. */
  readonly toldRev: number;
  /** Of the words that were left here. */
  readonly digest: string;
  /** Later words were left, because somebody has changed the item here. */
  readonly isKept: boolean;
}

export function writeFollowMark({ as, rev, toldRev, digest, isKept }: FollowMark): string {
  return `upstream ${as} ${rev} ${toldRev} ${digest}${isKept ? keptEnd : ''}`;
}

/** How the mark of an item ends whose later words were left. */
export const keptEnd = ' kept';

/** Undefined for what no upstream has made. */
export function parseFollowMark(fingerprint: string): FollowMark | undefined {
  const form = /^upstream (draft|item) (\d+) (\d+) (\S+)( kept)?$/.exec(fingerprint);
  if (form === null) return undefined;
  const [, as, rev = '', toldRev = '', digest = '', kept] = form;
  return {
    as: as === 'draft' ? 'draft' : 'item',
    rev: Number(rev),
    toldRev: Number(toldRev),
    digest,
    isKept: kept !== undefined,
  };
}

/** A digest of an item's words alone, in whatever order its fields stand. */
export function contentDigest(content: ItemContent): string {
  const {
    id: _id,
    rev: _rev,
    pinned: _pinned,
    postedAt: _postedAt,
    placedAt: _placedAt,
    updatedAt: _updatedAt,
    remarks: _remarks,
    corrected: _corrected,
    struck: _struck,
    origin: _origin,
    ...words
  } = content as Item;
  return createHash('sha256')
    .update(JSON.stringify(sorted(words)))
    .digest('base64url');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]);
}
