import type { ComponentChildren } from 'preact';
import { Modal } from '../parts/modal.tsx';
import { LoadedPlace } from './loaded-place.tsx';

interface Props<T> {
  readonly title: string;
  /** Must stay the same function. */
  readonly load: () => Promise<T>;
  readonly draw: (part: T) => ComponentChildren;
  readonly onClose: () => void;
}

/** A dialog above the page whose code is loaded when it is opened. */
export function LoadedDialog<T>({ title, load, draw, onClose }: Props<T>) {
  return (
    <Modal title={title} onClose={onClose}>
      <LoadedPlace isPart load={load} draw={draw} />
      <p class="nr-actions">
        <button type="button" onClick={onClose}>
          Close
        </button>
      </p>
    </Modal>
  );
}
