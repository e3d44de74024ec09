import { Modal } from '../parts/modal.tsx';
import { LoadedPlace } from '../places/loaded-place.tsx';

interface Props {
  readonly feed: string;
  readonly onClose: () => void;
}

const load = async () => (await import('../numbers/numbers-panel.tsx')).NumbersPanel;

/** Where the readers of a feed are, above the page. */
export function ReadersDialog({ feed, onClose }: Props) {
  return (
    <Modal title="Readers" onClose={onClose}>
      <LoadedPlace isPart load={load} draw={(NumbersPanel) => <NumbersPanel feed={feed} />} />
      <p class="nr-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </p>
    </Modal>
  );
}
