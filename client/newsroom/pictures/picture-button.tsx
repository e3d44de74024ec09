import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { pictureTypes } from './pictures-in.ts';

interface Props {
  readonly label?: string;
  readonly isBusy: boolean;
  readonly onPictures: (files: readonly File[]) => void;
  readonly buttonRef?: RefObject<HTMLButtonElement | null>;
}

/** Asks the device for pictures; a phone offers its camera too. */
export function PictureButton({ label = 'Picture', isBusy, onPictures, buttonRef }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        disabled={isBusy}
        onClick={() => input.current?.click()}
      >
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept={pictureTypes}
        aria-label={label}
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) onPictures(files);
        }}
      />
    </>
  );
}
