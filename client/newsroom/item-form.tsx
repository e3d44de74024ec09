import { useLayoutEffect, useRef } from 'preact/hooks';
import { BesideText } from './beside-text.tsx';
import { faultsUnder } from './fields/faults.ts';
import { formKeys } from './form-keys.ts';
import { ItemFieldset } from './item-fieldset.tsx';
import { ProblemNote } from './problem-note.tsx';
import { TextField } from './text-field.tsx';
import { useFaultFocus } from './use-fault-focus.ts';
import { useEdit, type EditTarget } from './use-edit.ts';

interface Props {
  readonly title: string;
  readonly target: EditTarget;
  /** What the note is for; none: it takes no note. */
  readonly noteHint?: string;
  readonly embargoZone?: string;
  readonly saveWords: string;
  /** The item's revision as the page sees it, to say at once that it moved on. */
  readonly currentRev: number;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** An item's words in a form, in their place in the list. */
export function ItemForm(props: Props) {
  const { text, action, ...edit } = useEdit(props.target);
  const first = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isLoaded = text !== null;
  useLayoutEffect(() => first.current?.focus(), [isLoaded]);
  useFaultFocus(form, action.problem);

  const submit = async (): Promise<void> => {
    if (await edit.save()) props.onSaved();
  };
  const keys = formKeys({ submit: () => void submit(), close: props.onClose });

  if (text === null) {
    return (
      <div class="nr-form" role="group" aria-label={props.title} onKeyDown={keys}>
        <ProblemNote problem={action.problem} onRetry={edit.startOver} />
        {action.busy && <p class="nr-hint">Fetching the text…</p>}
        <p class="nr-actions">
          <button type="button" onClick={props.onClose}>
            Cancel
          </button>
        </p>
      </div>
    );
  }
  const hasMoved = text.beside.length > 0;
  return (
    <form
      ref={form}
      class="nr-form"
      aria-label={props.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={keys}
    >
      {text.isRestored && !hasMoved && (
        <p class="nr-notice" role="status">
          Your unsaved text is back.{' '}
          <button type="button" onClick={edit.startOver}>
            Start over
          </button>
        </p>
      )}
      {hasMoved ? (
        <p class="nr-notice" role="alert">
          <strong>Somebody changed this since you opened it.</strong> Nothing was saved. Both texts
          are here: go on from either, then save.
        </p>
      ) : (
        props.currentRev > text.rev && (
          <p class="nr-notice" role="status">
            Somebody is changing this too: it is at revision {props.currentRev}, you started from{' '}
            {text.rev}. Saving shows both texts.
          </p>
        )
      )}
      {props.noteHint !== undefined && (
        <TextField
          label="Note to readers"
          hint={props.noteHint}
          value={text.note}
          onValue={edit.setNote}
          faults={faultsUnder(action.problem, '/note')}
          readOnly={action.busy}
          spellcheck
          required
          fieldRef={first}
        />
      )}
      <div class={hasMoved ? 'nr-conflict' : undefined}>
        <div class="nr-form-words">
          {hasMoved && <h4>{text.title}, in the form</h4>}
          <ItemFieldset
            fields={text.fields}
            change={edit.change}
            problem={action.problem}
            isBusy={action.busy}
            bodyRows={6}
            embargoZone={props.embargoZone}
            headlineRef={props.noteHint === undefined ? first : undefined}
          />
        </div>
        {text.beside.map((one, index) => (
          <BesideText
            key={one.title}
            text={one}
            onChoose={() => {
              edit.goOnFrom(index);
              first.current?.focus();
            }}
          />
        ))}
      </div>
      <ProblemNote
        problem={action.problem}
        onRetry={() => void submit()}
        shown={props.noteHint === undefined ? [] : ['/note']}
      />
      <p class="nr-actions">
        <button class="nr-primary" disabled={action.busy}>
          {props.saveWords}
        </button>
        <kbd>Ctrl Enter</kbd>
        <button type="button" onClick={props.onClose}>
          Close
        </button>
        <kbd>Esc</kbd>
      </p>
    </form>
  );
}
