import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { isTombstone, type Entry, type Item } from '../../../src/feed/item.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { itemChanges, type ItemChange } from './item-changes.ts';
import { keptFor } from '../kept/keeper.ts';

const keptKinds = new Set(Object.values(itemChanges).map(({ keptAs }) => keptAs));

export interface ItemRowState {
  /** The form that is open, and the item as it was then. */
  readonly open: { readonly kind: ItemChange; readonly item: Item } | null;
  readonly row: RefObject<HTMLLIElement | null>;
  readonly openForm: (kind: ItemChange, item: Item, opener: HTMLElement) => void;
  readonly see: (item: Item) => void;
  readonly close: () => void;
}

/** Which form of an item is open. The focus goes back to where it came from when the form closes. */
export function useItemRow(
  feed: string,
  entry: Entry,
  onOpen: (isOpen: boolean) => void,
): ItemRowState {
  const keeper = useKeeper();
  const [open, setOpen] = useState<ItemRowState['open']>(null);
  const row = useRef<HTMLLIElement>(null);
  const opener = useRef<HTMLElement | null>(null);

  const isGone = isTombstone(entry);
  useEffect(() => {
    // A text that was taken down is not left behind in an unsaved edit either.
    if (!isGone || open !== null) return;
    keeper.forgetEverywhere(...[...keptKinds].map((kind) => keptFor(kind, feed, entry.id)));
  }, [keeper, isGone, open, feed, entry.id]);

  return {
    open,
    row,
    openForm: (kind, item, from) => {
      opener.current = from;
      setOpen({ kind, item });
      onOpen(true);
    },
    see: (item) => setOpen((now) => now && { ...now, item }),
    close: () => {
      setOpen(null);
      onOpen(false);
      const back = opener.current?.isConnected === true ? opener.current : row.current;
      back?.focus();
    },
  };
}
