import type { ItemFields } from '../fields/item-fields.ts';
import { LoadedDialog } from '../places/loaded-dialog.tsx';

interface Props {
  readonly feed: string;
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly onRestore?: (old: ItemFields, now: ItemFields, rev: number) => void;
  readonly onClose: () => void;
}

const load = async () => (await import('../history/history-list.tsx')).HistoryList;

/** The history of an item, above the page. */
export function ItemHistory({ name, onClose, ...history }: Props) {
  return (
    <LoadedDialog
      title={`History: ${name}`}
      load={load}
      draw={(HistoryList) => <HistoryList {...history} />}
      onClose={onClose}
    />
  );
}
