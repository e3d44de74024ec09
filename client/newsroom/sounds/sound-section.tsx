import { useRef } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import type { AudioFields } from '../fields/audio-fields.ts';
import { UploadNote } from '../forms/upload-note.tsx';
import { LoadedPlace } from '../places/loaded-place.tsx';
import type { SoundUpload } from './use-sound.ts';

interface Props {
  readonly upload: SoundUpload;
  readonly audio: AudioFields;
  readonly onAudio: (audio: AudioFields) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
}

const load = async () => (await import('./form-sound.tsx')).FormSound;

/** The recording of a form. Most texts have none: what is said of it is loaded with the first, and stays, with a way back to it. */
export function SoundSection({ upload, ...sound }: Props) {
  const isUsed = useRef(false);
  if (sound.audio.url !== '') isUsed.current = true;
  return (
    <>
      <UploadNote upload={upload} />
      {isUsed.current && (
        <LoadedPlace isPart load={load} draw={(FormSound) => <FormSound {...sound} />} />
      )}
    </>
  );
}
