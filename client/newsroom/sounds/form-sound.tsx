import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { noAudio, type AudioFields } from '../fields/audio-fields.ts';
import { useSay } from '../parts/contexts.ts';
import { SoundRow } from './sound-row.tsx';

interface Props {
  readonly audio: AudioFields;
  readonly onAudio: (audio: AudioFields) => void;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
}

/** The recording of a form, and a way back for one that was taken out. */
export function FormSound(props: Props) {
  const { audio, onAudio, isBusy } = props;
  const say = useSay();
  const back = useRef<HTMLButtonElement>(null);
  const [gone, setGone] = useState<AudioFields | undefined>(undefined);
  const [isBack, setBack] = useState(false);
  useLayoutEffect(() => {
    if (gone !== undefined) back.current?.focus();
  }, [gone]);

  if (audio.url !== '') {
    const takeOut = (): void => {
      onAudio(noAudio);
      setGone(audio);
      say('The sound is taken out');
    };
    return <SoundRow {...props} onTakeOut={takeOut} isBack={isBack} />;
  }
  if (gone === undefined) return null;
  const putBack = (): void => {
    onAudio(gone);
    setGone(undefined);
    setBack(true);
    say('The sound is back');
  };
  return (
    <p class="nr-notice">
      The sound is taken out.{' '}
      <button ref={back} type="button" disabled={isBusy} onClick={putBack}>
        Put it back
      </button>
    </p>
  );
}
