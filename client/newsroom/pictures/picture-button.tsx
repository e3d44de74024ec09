import { useRef } from 'preact/hooks';
import { pictureTypes } from './pictures-in.ts';

interface Props {
  readonly isBusy: boolean;
  readonly onPicture: (file: File) => void;
}

/** Asks the device for a picture; a phone offers its camera too. */
export function PictureButton({ isBusy, onPicture }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" disabled={isBusy} onClick={() => input.current?.click()}>
        Picture
      </button>
      <input
        ref={input}
        type="file"
        accept={pictureTypes}
        aria-label="Picture"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file can be chosen again.
          event.currentTarget.value = '';
          if (file !== undefined) onPicture(file);
        }}
      />
    </>
  );
}
