import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isTombstone } from '../../../src/feed/item.ts';
import type { Posted } from '../api/answers.ts';
import { Ask } from '../parts/ask.tsx';
import { useSay } from '../parts/contexts.ts';
import { plannedFor } from '../fields/embargo.ts';
import { isBlank } from '../fields/item-fields.ts';
import { formKeys } from '../edit/form-keys.ts';
import { ItemFieldset } from '../edit/item-fieldset.tsx';
import { dateTimeIn, timeIn } from '../parts/newsroom-time.ts';
import { useIsBehind } from '../kept/use-is-behind.ts';
import { LoadedPlace } from '../places/loaded-place.tsx';
import { heldId, heldWords } from '../parts/held-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { beforePublishing, type Question } from '../parts/questions.ts';
import { useReaders } from '../presence/presence-context.ts';
import type { FieldHandle } from '../writing/markdown-field.tsx';
import { useFaultFocus } from '../edit/use-fault-focus.ts';
import type { Composer as Writing, Intent } from './use-composer.ts';

interface Props {
  readonly composer: Writing;
  /** False for who writes drafts alone: nothing here is for readers then. */
  readonly publishes: boolean;
  readonly zone: string;
  /** The coverage has ended: readers see that nothing more will come. */
  readonly hasEnded: boolean;
  readonly onLanded: (posted: Posted, intent: Intent) => void;
}

const loadPreview = async () => (await import('./preview.tsx')).Preview;

/** The id under which keys and links find the text field. */
export const composerId = 'composer';

export function Composer({ composer, publishes, zone, hasEnded, onLanded }: Props) {
  const say = useSay();
  const readers = useReaders();
  const isOnDeviceAlone = useIsBehind();
  const [isPreviewing, setPreviewing] = useState(false);
  const [isUploading, setUploading] = useState(false);
  const [asked, setAsked] = useState<Question | null>(null);
  const [lastIntent, setLastIntent] = useState<Intent>('publish');
  const bodyField = useRef<FieldHandle>(null);
  useLayoutEffect(() => bodyField.current?.focus(), []);

  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, composer.problem);

  const { fields, busy } = composer;
  const isScheduled = publishes && fields.embargo !== '';
  const out: Intent = isScheduled ? 'schedule' : 'publish';
  const planned = plannedFor(fields, zone);
  const time = planned === undefined ? '' : dateTimeIn(zone, planned);

  const send = async (intent: Intent): Promise<void> => {
    setAsked(null);
    if (isUploading) return say('The file is on its way: wait for it');
    setLastIntent(intent);
    const posted = await composer.send(intent);
    if (posted === undefined) return;
    say(wordsFor(intent, posted, zone, time));
    onLanded(posted, intent);
    bodyField.current?.focus();
  };
  const submit = (): void => {
    if (isBlank(fields) || asked !== null) return;
    const question = beforePublishing({
      breaking: fields.breaking,
      hasEnded,
      isScheduled,
      ...(!isScheduled && { readers }),
    });
    if (question === null) void send(out);
    else setAsked(question);
  };
  /** The question that breaking news needs comes at once: by the yes, the text is breaking. */
  const submitAsBreaking = (): void => {
    if (isBlank(fields) || asked !== null) return;
    composer.change({ breaking: true });
    const reach = isScheduled ? {} : { readers };
    setAsked(beforePublishing({ breaking: true, hasEnded, isScheduled, ...reach }));
  };
  /** Saves a draft. A text with an embargo is scheduled instead, as by the main button. */
  const keep = (): void => {
    if (isScheduled) submit();
    else if (!isBlank(fields)) void send('draft');
  };

  const toQueue = (): void => {
    if (!isBlank(fields)) void send('submit');
  };
  const main = publishes ? submit : toQueue;
  const outWords = isScheduled ? scheduleWords(time) : 'Publish';
  const mainWords = publishes ? outWords : 'Send to the queue';

  return (
    <form
      ref={form}
      id={composerId}
      class="nr-composer"
      aria-labelledby="composer-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        main();
      }}
      onKeyDown={formKeys({
        submit: main,
        keep,
        close: leave,
        breaking: publishes ? submitAsBreaking : undefined,
      })}
    >
      <h2 id="composer-title" class="nr-unseen">
        Composer
      </h2>
      <ItemFieldset
        fields={fields}
        change={composer.change}
        problem={composer.problem}
        isBusy={busy}
        bodyRows={10}
        {...(publishes && { embargoZone: zone })}
        bodyRef={bodyField}
        onUploading={setUploading}
        textId={composer.textId}
      />
      <ProblemNote problem={composer.problem} onRetry={() => void send(lastIntent)} />
      <p class="nr-actions">
        <button class="nr-primary" disabled={busy || isUploading || isBlank(fields)}>
          {busy ? 'Sending' : mainWords}
        </button>
        <kbd>Ctrl Enter</kbd>
        {!isScheduled && (
          <>
            <button type="button" disabled={busy || isUploading || isBlank(fields)} onClick={keep}>
              Save draft
            </button>
            <kbd>Ctrl S</kbd>
          </>
        )}
        <button
          type="button"
          class="nr-last"
          aria-pressed={isPreviewing}
          onClick={() => setPreviewing(!isPreviewing)}
        >
          Preview
        </button>
      </p>
      {isOnDeviceAlone && !isBlank(fields) && (
        <p class="nr-hint">Kept on this device alone for now: the server cannot be reached.</p>
      )}
      {!publishes && <p class="nr-hint">An editor approves it: no reader sees it before.</p>}
      {isPreviewing && (
        <LoadedPlace
          isPart
          load={loadPreview}
          draw={(Preview) => <Preview fields={fields} zone={zone} />}
        />
      )}
      {asked !== null && (
        <Ask {...asked} onYes={() => void send(out)} onNo={() => setAsked(null)} />
      )}
    </form>
  );
}

/** From the text to what can still be taken back, or else to the newest item: single keys work there. */
function leave(): void {
  const held = document.getElementById(heldId);
  (held ?? document.querySelector<HTMLElement>('.nr-feed .nr-row'))?.focus();
}

function scheduleWords(time: string): string {
  return time === '' ? 'Schedule' : `Schedule for ${time}`;
}

function wordsFor(intent: Intent, { entry, held }: Posted, zone: string, time: string): string {
  if (held !== undefined) return heldWords(held);
  switch (intent) {
    case 'publish':
      return isTombstone(entry)
        ? 'This text was published, and removed since'
        : `Published ${timeIn(zone, entry.postedAt)}`;
    case 'schedule':
      return `Scheduled for ${time}`;
    case 'draft':
      return 'Saved as a draft';
    case 'submit':
      return 'Sent to the queue';
  }
}
