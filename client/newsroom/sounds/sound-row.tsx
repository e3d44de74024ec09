import { useLayoutEffect, useRef } from 'preact/hooks';
import { lengthOf } from '../../../src/feed/draw/audio-markup.ts';
import { isMediaPath } from '../../../src/feed/media-address.ts';
import { ownServer } from '../api/own-server.ts';
import type { Problem } from '../api/problem.ts';
import type { AudioFields } from '../fields/audio-fields.ts';
import { faultsAt } from '../fields/faults.ts';
import { TextField } from '../forms/text-field.tsx';

interface Props {
  readonly audio: AudioFields;
  readonly onAudio: (audio: AudioFields) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly onTakeOut: () => void;
  /** It is back: its title gets the focus, as that of a new one does. */
  readonly isBack: boolean;
}

/** The recording of a form: to hear, with its title. */
export function SoundRow({ audio, onAudio, problem, isBusy, onTakeOut, isBack }: Props) {
  const title = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { url, seconds } = audio;
  useLayoutEffect(() => {
    if (isBack || audio.title === '') title.current?.focus();
  }, [url]);
  const src = isMediaPath(url) ? new URL(url.slice(1), ownServer()).href : url;
  return (
    <div class="nr-sound" role="group" aria-label="Sound">
      <audio controls preload="none" src={src} />
      <TextField
        label="Title of the sound"
        hint="Who cannot hear it reads the text: write there what is said in it."
        value={audio.title}
        onValue={(words) => onAudio({ ...audio, title: words })}
        faults={faultsAt(problem, 'audio')}
        readOnly={isBusy}
        spellcheck
        fieldRef={title}
      />
      <p class="nr-actions">
        <button type="button" disabled={isBusy} onClick={onTakeOut}>
          Take out the sound
        </button>
        {seconds !== '' && <span class="nr-hint">{lengthOf(Number(seconds))}</span>}
      </p>
    </div>
  );
}
