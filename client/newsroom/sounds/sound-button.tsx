import { useRef } from 'preact/hooks';

interface Props {
  readonly isBusy: boolean;
  readonly onSound: (file: File) => void;
}

/** Asks the device for a recording. */
export function SoundButton({ isBusy, onSound }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" disabled={isBusy} onClick={() => input.current?.click()}>
        Sound
      </button>
      <input
        ref={input}
        type="file"
        accept="audio/*"
        aria-label="Sound"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // The same file can be chosen again.
          currentTarget.value = '';
          if (file !== undefined) onSound(file);
        }}
      />
    </>
  );
}
