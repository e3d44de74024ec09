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

const load = async () => (await import('./sound-row.tsx')).SoundRow;

/** The recording of a form. Most texts have none: what is said of it is loaded with the first. */
export function SoundSection({ upload, ...row }: Props) {
  return (
    <>
      <UploadNote upload={upload} />
      {row.audio.url !== '' && (
        <LoadedPlace isPart load={load} draw={(SoundRow) => <SoundRow {...row} />} />
      )}
    </>
  );
}
