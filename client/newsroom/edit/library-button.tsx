import { useState } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import { Modal } from '../parts/modal.tsx';
import { LoadedPlace } from '../places/loaded-place.tsx';

interface Props {
  readonly isBusy: boolean;
  readonly onPicture: (picture: UploadedPicture) => void;
}

const load = async () => (await import('../media/picture-choice.tsx')).PictureChoice;

/** Takes a picture that was uploaded before. */
export function LibraryButton({ isBusy, onPicture }: Props) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" disabled={isBusy} onClick={() => setOpen(true)}>
        Library
      </button>
      {isOpen && (
        <Modal title="Pictures" onClose={close}>
          <LoadedPlace
            isPart
            load={load}
            draw={(PictureChoice) => (
              <PictureChoice
                onChoose={(picture) => {
                  close();
                  onPicture(picture);
                }}
              />
            )}
          />
          <p class="nr-actions">
            <button type="button" onClick={close}>
              Close
            </button>
          </p>
        </Modal>
      )}
    </>
  );
}
