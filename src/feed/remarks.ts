import { strikes, type RemarkKind } from './change-kinds.ts';
import type { Item, Remark } from './item.ts';

/**
 * An item's public remarks, oldest first. An instance of an earlier version writes only `corrected` and `struck`; the
 * remarks that it made are included.
 */
export function remarksOf({ remarks = [], corrected, struck }: Item): readonly Remark[] {
  const alone: Remark[] = [];
  const add = (kind: RemarkKind, made: { readonly at: string; readonly note: string }) => {
    const isListed = remarks.some((remark) => remark.kind === kind && remark.at === made.at);
    if (!isListed) alone.push({ kind, at: made.at, note: made.note });
  };
  if (corrected !== undefined) add('correct', corrected);
  if (struck !== undefined) add('strike', struck);
  if (alone.length === 0) return remarks;
  return [...remarks, ...alone].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** Whether an item is crossed out: it stays readable, and is no longer claimed. */
export function isStruck(item: Item): boolean {
  return remarksOf(item).reduce((struck, { kind }) => strikes[kind] ?? struck, false);
}

/**
 * The item with one more remark. `corrected` and `struck` repeat the list for readers that know only these two fields:
 * tickers that were opened before an upgrade, and instances of the earlier version that still run.
 */
export function withRemark(item: Item, remark: Remark): Item {
  const { corrected: _corrected, struck: _struck, ...rest } = item;
  const marked: Item = { ...rest, remarks: [...remarksOf(item), remark] };
  return { ...marked, ...fieldsOfBefore(marked) };
}

/** The item with the kinds and times of its remarks, without their notes. */
export function withoutNotes(item: Item): Item {
  const made = remarksOf(item).map((remark) => ({ ...remark, note: '' }));
  const { remarks: _remarks, corrected: _corrected, struck: _struck, ...rest } = item;
  return made.reduce<Item>(withRemark, rest);
}

/** The two fields of earlier versions: the latest correction, and the strike while it holds. `item` has the list alone. */
function fieldsOfBefore(item: Item): Pick<Item, 'corrected' | 'struck'> {
  const { remarks = [] } = item;
  const latest = (wanted: RemarkKind) => {
    const found = remarks.findLast(({ kind }) => kind === wanted);
    return found && { at: found.at, note: found.note };
  };
  const corrected = latest('correct');
  const struck = isStruck(item) ? latest('strike') : undefined;
  return {
    ...(corrected === undefined ? {} : { corrected }),
    ...(struck === undefined ? {} : { struck }),
  };
}
