import { isTombstone, type Entry, type Item } from '../feed/item.ts';
import type { ImportedItem, ImportedWording, ImportOutcome } from './imports.ts';

/** What an import does about an item. */
export type Plan =
  | { readonly kind: 'make' }
  | { readonly kind: 'add'; readonly held: Item; readonly wordings: readonly ImportedWording[] }
  | { readonly kind: 'remove'; readonly held: Item }
  | { readonly kind: 'leave'; readonly why: 'unchanged' | 'kept' | 'taken' };

/** The item that has an external id here. */
export interface Known {
  readonly id: string;
  readonly fingerprint: string;
  /** Undefined while it is a draft, and when that was discarded. */
  readonly entry: Entry | undefined;
}

/** Decides what is done about an item. Pure. What was changed here since the last import is never overwritten. */
export function planOf(
  { external, wordings, removedAt }: ImportedItem,
  known: Known | undefined,
): Plan {
  if (known === undefined) return { kind: 'make' };
  const before = parseFingerprint(known.fingerprint);
  if (before === undefined) return { kind: 'leave', why: 'taken' };
  if (before.digest === external.digest) return { kind: 'leave', why: 'unchanged' };
  const { entry } = known;
  if (entry === undefined || isTombstone(entry)) return { kind: 'leave', why: 'kept' };
  if (entry.rev !== before.rev) return { kind: 'leave', why: 'kept' };
  if (removedAt !== undefined) return { kind: 'remove', held: entry };
  // Of a source that tells every wording these are the new ones; one that tells the latest alone has changed it.
  const added = wordings.slice(before.told);
  const [last] = wordings.slice(-1);
  if (added.length > 0) return { kind: 'add', held: entry, wordings: added };
  return { kind: 'add', held: entry, wordings: last === undefined ? [] : [asEdit(last)] };
}

function asEdit({ at, content, markdown }: ImportedWording): ImportedWording {
  return { kind: 'edit', at, content, markdown };
}

export function outcomeOf(plan: Plan): ImportOutcome['kind'] {
  switch (plan.kind) {
    case 'make':
      return 'made';
    case 'add':
      return 'changed';
    case 'remove':
      return 'removed';
    case 'leave':
      return plan.why;
  }
}

/** What an import writes down beside the external id: the revision it has left, and how many wordings it was told. */
export function fingerprintOf(rev: number, told: number, digest: string): string {
  return `import ${rev} ${told} ${digest}`;
}

function parseFingerprint(fingerprint: string) {
  const form = /^import (\d+) (\d+) (\S+)$/.exec(fingerprint);
  if (form === null) return undefined;
  const [, rev = '', told = '', digest = ''] = form;
  return { rev: Number(rev), told: Number(told), digest };
}
