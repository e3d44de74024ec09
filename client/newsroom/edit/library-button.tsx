import { useState } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import { LoadedDialog } from '../places/loaded-dialog.tsx';

interface Props {
  readonly isBusy: boolean;
  readonly onUpload: (upload: UploadedPicture) => void;
}

const load = async () => (await import('../media/picture-choice.tsx')).PictureChoice;

/** Takes a picture or a sound that was uploaded before. */
export function LibraryButton({ isBusy, onUpload }: Props) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <button type="button" aria-haspopup="dialog" disabled={isBusy} onClick={() => setOpen(true)}>
        Library
      </button>
      {isOpen && (
        <LoadedDialog
          title="Library"
          load={load}
          draw={(PictureChoice) => (
            <PictureChoice
              onChoose={(upload) => {
                close();
                onUpload(upload);
              }}
            />
          )}
          onClose={close}
        />
      )}
    </>
  );
}
