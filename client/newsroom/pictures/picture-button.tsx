import { useRef } from 'preact/hooks';
import { pictureTypes } from './pictures-in.ts';

interface Props {
  readonly label?: string;
  readonly isBusy: boolean;
  readonly onPicture: (file: File) => void;
}

/** Asks the device for a picture; a phone offers its camera too. */
export function PictureButton({ label = 'Picture', isBusy, onPicture }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" disabled={isBusy} onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept={pictureTypes}
        aria-label={label}
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
