import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { isTombstone, type Entry } from '../../src/feed/item.ts';
import { Ask } from './ask.tsx';
import { useSay } from './contexts.ts';
import { isBlank } from './fields/item-fields.ts';
import { formKeys } from './form-keys.ts';
import { ItemFieldset } from './item-fieldset.tsx';
import { timeIn } from './newsroom-time.ts';
import { Preview } from './preview.tsx';
import { ProblemNote } from './problem-note.tsx';
import { useFaultFocus } from './use-fault-focus.ts';
import { useComposer, type Intent } from './use-composer.ts';

interface Props {
  readonly feed: string;
  readonly zone: string;
  readonly onLanded: (entry: Entry, intent: Intent) => void;
}

/** The id under which keys and links find the text field. */
export const composerId = 'composer';

export function Composer({ feed, zone, onLanded }: Props) {
  const composer = useComposer(feed, zone);
  const say = useSay();
  const [isPreviewing, setPreviewing] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [lastIntent, setLastIntent] = useState<Intent>('publish');
  const bodyField = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => bodyField.current?.focus(), []);

  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, composer.problem);

  const { fields } = composer;
  const out: Intent = fields.embargo === '' ? 'publish' : 'schedule';

  const send = async (intent: Intent): Promise<void> => {
    setAsking(false);
    setLastIntent(intent);
    const entry = await composer.send(intent);
    if (entry === undefined) return;
    say(wordsFor(intent, entry, zone));
    onLanded(entry, intent);
    bodyField.current?.focus();
  };
  const submit = (): void => {
    if (isBlank(fields) || isAsking) return;
    if (fields.breaking) setAsking(true);
    else void send(out);
  };
  const keepDraft = (): void => {
    if (!isBlank(fields)) void send('draft');
  };

  return (
    <form
      ref={form}
      id={composerId}
      class="nr-composer"
      aria-labelledby="composer-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={formKeys({ submit, keepDraft })}
    >
      <h2 id="composer-title" class="nr-unseen">
        Composer
      </h2>
      <ItemFieldset
        fields={fields}
        change={composer.change}
        problem={composer.problem}
        isBusy={composer.busy}
        bodyRows={10}
        embargoZone={zone}
        bodyRef={bodyField}
      />
      <ProblemNote problem={composer.problem} onRetry={() => void send(lastIntent)} />
      <p class="nr-actions">
        <button class="nr-primary" disabled={composer.busy || isBlank(fields)}>
          {composer.busy ? 'Sending' : out === 'schedule' ? 'Schedule' : 'Publish'}
        </button>
        <kbd>Ctrl Enter</kbd>
        <button type="button" disabled={composer.busy || isBlank(fields)} onClick={keepDraft}>
          Save draft
        </button>
        <kbd>Ctrl S</kbd>
        <button
          type="button"
          class="nr-last"
          aria-pressed={isPreviewing}
          onClick={() => setPreviewing(!isPreviewing)}
        >
          Preview
        </button>
      </p>
      {isPreviewing && <Preview fields={fields} zone={zone} />}
      {isAsking && (
        <Ask
          question="Publish as breaking?"
          detail="Breaking news is announced to every reader at once."
          yes="Publish as breaking"
          tone="alarm"
          onYes={() => void send(out)}
          onNo={() => setAsking(false)}
        />
      )}
    </form>
  );
}

function wordsFor(intent: Intent, entry: Entry, zone: string): string {
  switch (intent) {
    case 'publish':
      return isTombstone(entry)
        ? 'This text was published, and taken down since'
        : `Published ${timeIn(zone, entry.postedAt)}`;
    case 'schedule':
      return 'Scheduled';
    case 'draft':
      return 'Saved as a draft';
  }
}
