import { useRef } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import { noAudio, type AudioFields } from '../fields/audio-fields.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { useAction } from '../parts/use-action.ts';

export interface SoundUpload {
  /** The name of the file that is on its way. */
  readonly onItsWay: string | undefined;
  readonly problem: Problem | null;
  readonly add: (file: File) => void;
  /** One that was uploaded before. */
  readonly take: (upload: UploadedPicture) => void;
  /** Sends the file again that did not arrive. */
  readonly retry: () => void;
}

/** Uploads the recording of a form, in the place of the one that is there. */
export function useSound(onAudio: (audio: AudioFields) => void): SoundUpload {
  const { addPicture } = useApi();
  const say = useSay();
  const action = useAction();
  const sent = useRef<File | undefined>(undefined);
  // The form as it is now: a file takes its time.
  const now = useRef(onAudio);
  now.current = onAudio;
  const { busy } = action;

  const take = ({ url, seconds, type, bytes }: UploadedPicture): void => {
    now.current({ ...noAudio, url, seconds: String(seconds ?? ''), type, bytes: String(bytes) });
    say('The sound is there. Give it a title');
  };
  const add = (file: File): void => {
    sent.current = file;
    void action.run(async () => take(await addPicture(file)), 'The sound was not added');
  };
  return {
    onItsWay: busy ? sent.current?.name : undefined,
    problem: action.problem,
    add,
    take,
    retry: () => sent.current && add(sent.current),
  };
}
