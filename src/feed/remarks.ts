import { changeKinds, type KindOfChange, type RemarkKind } from './change-kinds.ts';
import type { Item, Remark } from './item.ts';

/**
 * An item's public remarks, oldest first. What an instance before remarks were a list has written since stands in
 * `corrected` and `struck` alone; it is in here too.
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
  const kinds: Readonly<Record<string, KindOfChange | undefined>> = changeKinds;
  return remarksOf(item).reduce((struck, { kind }) => kinds[kind]?.strikes ?? struck, false);
}

/**
 * The item with one more remark. `corrected` and `struck` follow the list for readers that know nothing else: tickers
 * that were open before an upgrade, and instances that run beside it.
 */
export function withRemark(item: Item, remark: Remark): Item {
  const { corrected: _corrected, struck: _struck, ...rest } = item;
  const marked: Item = { ...rest, remarks: [...remarksOf(item), remark] };
  return { ...marked, ...fieldsOfBefore(marked) };
}

/** The two fields that stood in place of the list: the latest correction, and the strike that holds. */
function fieldsOfBefore(item: Item): Pick<Item, 'corrected' | 'struck'> {
  const { remarks = [] } = item;
  const latest = (wanted: RemarkKind) => {
    const found = remarks.findLast(({ kind }) => kind === wanted);
    return found && { at: found.at, note: found.note };
  };
  const corrected = latest('correct');
  const struck = isStruck({ ...item, corrected: undefined, struck: undefined })
    ? latest('strike')
    : undefined;
  return {
    ...(corrected === undefined ? {} : { corrected }),
    ...(struck === undefined ? {} : { struck }),
  };
}
