import { useState } from 'preact/hooks';
import { Ask } from '../parts/ask.tsx';
import { useSay } from '../parts/contexts.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { fieldsFrom } from '../edit/edit-text.ts';
import { altsOf } from '../fields/picture-fields.ts';
import type { KeptText } from '../kept/keeper.ts';
import { dateTimeIn } from '../parts/newsroom-time.ts';
import { textName } from '../parts/item-name.ts';
import type { Composer } from './use-composer.ts';

interface Props {
  readonly zone: string;
  readonly texts: readonly KeptText[];
  readonly composer: Composer;
  /** Called when a text was taken over or discarded. */
  readonly onChanged: () => void;
}

/** Unsent texts of closed tabs and other devices, to be continued or discarded. */
export function UnsentList({ zone, texts, composer, onChanged }: Props) {
  const keeper = useKeeper();
  const say = useSay();
  const [discarding, setDiscarding] = useState<KeptText | null>(null);
  if (texts.length === 0) return null;
  const areHere = texts.every(({ isElsewhere }) => isElsewhere !== true);

  const goOn = (text: KeptText): void => {
    composer.goOnWith(text.value);
    keeper.drop(text);
    say('Your unsent text is back in the composer');
    onChanged();
  };
  return (
    <section class="nr-unsent" aria-labelledby="unsent-title">
      <h2 id="unsent-title">
        {areHere ? 'Unsent, on this device' : 'Unsent'} <span class="nr-hint">{texts.length}</span>
      </h2>
      <ul class="nr-list">
        {texts.map((text) => (
          <li key={text.name} class="nr-row">
            <span class="nr-time nr-hint">Unsent</span>
            <div class="nr-entry">
              <p class="nr-words" dir="auto">
                {wordsOf(text)}
              </p>
              {text.at !== '' && (
                <p class="nr-marks nr-hint">
                  Last written {dateTimeIn(zone, text.at)}
                  {text.isElsewhere === true && ', on another device'}
                </p>
              )}
              <p class="nr-row-actions" role="group" aria-label={`Actions: ${wordsOf(text)}`}>
                <button type="button" onClick={() => goOn(text)}>
                  Go on writing
                </button>
                <button type="button" onClick={() => setDiscarding(text)}>
                  Discard
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {discarding !== null && (
        <Ask
          question="Discard this text?"
          detail={`“${wordsOf(discarding)}” was never sent, and is gone for good then.`}
          yes="Discard"
          tone="alarm"
          onYes={() => {
            keeper.drop(discarding);
            setDiscarding(null);
            say('Discarded');
            onChanged();
          }}
          onNo={() => setDiscarding(null)}
        />
      )}
    </section>
  );
}

function wordsOf(text: KeptText): string {
  const { headline, body, pictures } = fieldsFrom(text.value['fields']);
  return textName(headline.trim() || body.trim() || altsOf(pictures));
}
