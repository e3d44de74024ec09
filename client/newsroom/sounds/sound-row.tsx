import { useLayoutEffect, useRef } from 'preact/hooks';
import { lengthOf } from '../../../src/feed/draw/audio-markup.ts';
import { isMediaPath } from '../../../src/feed/media-address.ts';
import { ownServer } from '../api/own-server.ts';
import type { Problem } from '../api/problem.ts';
import { noAudio, type AudioFields } from '../fields/audio-fields.ts';
import { faultsAt } from '../fields/faults.ts';
import { TextField } from '../forms/text-field.tsx';
import { useSay } from '../parts/contexts.ts';

interface Props {
  readonly audio: AudioFields;
  readonly onAudio: (audio: AudioFields) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
}

/** The recording of a form: to hear, with its title. */
export function SoundRow({ audio, onAudio, problem, isBusy }: Props) {
  const say = useSay();
  const title = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { url, seconds } = audio;
  const isNew = audio.title === '';
  useLayoutEffect(() => {
    if (isNew) title.current?.focus();
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
        <button
          type="button"
          disabled={isBusy}
          onClick={() => {
            onAudio(noAudio);
            say('The sound is taken out');
          }}
        >
          Take out the sound
        </button>
        {seconds !== '' && <span class="nr-hint">{lengthOf(Number(seconds))}</span>}
      </p>
    </div>
  );
}
