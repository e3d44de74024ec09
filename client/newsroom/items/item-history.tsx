import type { ItemFields } from '../fields/item-fields.ts';
import { Modal } from '../parts/modal.tsx';
import { LoadedPlace } from '../places/loaded-place.tsx';

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
    <Modal title={`History: ${name}`} onClose={onClose}>
      <LoadedPlace isPart load={load} draw={(HistoryList) => <HistoryList {...history} />} />
      <p class="nr-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </p>
    </Modal>
  );
}
