import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Ask } from '../parts/ask.tsx';
import { BesideText } from './beside-text.tsx';
import { useSay } from '../parts/contexts.ts';
import { faultsUnder } from '../fields/faults.ts';
import type { ItemFields } from '../fields/item-fields.ts';
import { formKeys } from './form-keys.ts';
import { GoneNotice, type Gone } from './gone-notice.tsx';
import { ItemFieldset } from './item-fieldset.tsx';
import { isTouched } from './edit-text.ts';
import { NewerText } from './newer-text.tsx';
import { Overlaps } from './overlaps.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { Question } from '../parts/questions.ts';
import { TakenOver } from '../presence/taken-over.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useEdit, type EditTarget } from './use-edit.ts';
import { useFaultFocus } from './use-fault-focus.ts';

interface Props {
  readonly title: string;
  /** The id of the item or draft. */
  readonly about: string;
  readonly target: EditTarget;
  /** The hint of the note field; without it the form has no note. */
  readonly noteHint?: string;
  /** The effect on readers, shown before the change is made. */
  readonly effect?: string;
  readonly embargoZone?: string;
  /** The label of the main button for these fields. */
  readonly saveWords: (fields: ItemFields) => string;
  /** The question before saving; null for none. */
  readonly ask?: (before: ItemFields, after: ItemFields) => Question | null;
  /** With 'save', Ctrl+S saves, because no reader sees a draft; otherwise Ctrl+S keeps the text on this device. */
  readonly keepsByKey?: 'save';
  /** The item's present revision: the form says at once when somebody has changed the item. */
  readonly currentRev: number;
  /** Who made that revision, where it is known. */
  readonly changedBy?: string | undefined;
  /** Set when the edited draft or item is gone. */
  readonly gone?: Gone;
  readonly onSaved: (after: ItemFields, before: ItemFields) => void;
  /** Where saving is not all that the main button does: what only saves, by a button of its own and by Ctrl+S. */
  readonly saveAlone?: { readonly words: string; readonly onSaved: Props['onSaved'] };
  /** Called when saving was refused. */
  readonly onRefused?: () => void;
  readonly onClose: () => void;
}

/** The form of an item, at the item's place in the list. */
export function ItemForm(props: Props) {
  const { text, action, ...edit } = useEdit(props.target);
  const say = useSay();
  const [isUploading, setUploading] = useState(false);
  const [asked, setAsked] = useState<Question | null>(null);
  const first = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const isLoaded = text !== null;
  useLayoutEffect(() => first.current?.focus(), [isLoaded]);
  useFaultFocus(form, action.problem);

  const save = async (onSaved = props.onSaved): Promise<void> => {
    setAsked(null);
    if (isUploading) return say('The file is on its way: wait for it');
    if (text === null) return;
    if (await edit.save()) onSaved(text.fields, text.base);
    else props.onRefused?.();
  };
  const submit = (onSaved = props.onSaved): void => {
    if (text === null || props.gone !== undefined || asked !== null) return;
    const question = props.ask?.(text.base, text.fields) ?? null;
    if (question === null) void save(onSaved);
    else setAsked(question);
  };
  const keep = (): void => {
    if (props.keepsByKey === 'save' && props.gone === undefined) submit(props.saveAlone?.onSaved);
    else {
      edit.keep();
      say('Kept on this device, not published');
    }
  };
  const close = (): void => {
    if (props.gone !== undefined) edit.leave(props.gone.isKept);
    props.onClose();
  };
  const keys = formKeys({ submit: () => submit(), keep, close });

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
        submit();
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
      {hasMoved && (
        <p class="nr-notice" role="alert">
          <strong>Somebody changed this since you opened it.</strong> Nothing was saved. Both texts
          are here: go on from either, then save.
        </p>
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
      {hasMoved && text.merged !== undefined && (
        <Overlaps merged={text.merged} body={text.fields.body} onChoose={edit.choose} />
      )}
      <div class={hasMoved ? 'nr-conflict' : undefined}>
        <div class="nr-form-words">
          {hasMoved && <h3>{text.title}, in the form</h3>}
          <ItemFieldset
            fields={text.fields}
            change={edit.change}
            problem={action.problem}
            isBusy={action.busy}
            bodyRows={6}
            embargoZone={props.embargoZone}
            onUploading={setUploading}
            headlineRef={props.noteHint === undefined ? first : undefined}
          />
        </div>
        {text.beside.map((one, index) => (
          <BesideText
            key={`${index} ${one.title}`}
            text={one}
            onChoose={() => {
              edit.goOnFrom(index);
              first.current?.focus();
            }}
          />
        ))}
      </div>
      {/* Notices that appear while somebody types are below the fields, so that the fields do not move. */}
      {!hasMoved && props.gone === undefined && text.rev > 0 && props.currentRev > text.rev && (
        <NewerText
          by={props.changedBy}
          isTouched={isTouched(text)}
          takeIn={edit.takeIn}
          showBoth={edit.showBoth}
        />
      )}
      {props.gone === undefined && <TakenOver item={props.about} />}
      {props.gone !== undefined && <GoneNotice gone={props.gone} onGoOn={edit.handTo} />}
      {props.gone === undefined && (
        <ProblemNote
          problem={action.problem}
          onRetry={() => submit()}
          shown={props.noteHint === undefined ? [] : ['/note']}
        />
      )}
      {props.effect !== undefined && <p class="nr-hint">{props.effect}</p>}
      <p class="nr-actions">
        {props.gone === undefined && (
          <>
            <button class="nr-primary" disabled={action.busy || isUploading}>
              {props.saveWords(text.fields)}
            </button>
            <kbd>Ctrl Enter</kbd>
            {props.saveAlone !== undefined && (
              <>
                <button
                  type="button"
                  disabled={action.busy}
                  onClick={() => submit(props.saveAlone?.onSaved)}
                >
                  {props.saveAlone.words}
                </button>
                <kbd>Ctrl S</kbd>
              </>
            )}
          </>
        )}
        <button type="button" onClick={close}>
          Close
        </button>
        <kbd>Esc</kbd>
      </p>
      {asked !== null && <Ask {...asked} onYes={() => void save()} onNo={() => setAsked(null)} />}
    </form>
  );
}
