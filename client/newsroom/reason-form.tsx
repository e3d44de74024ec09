import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultyInput } from './api/problem.ts';
import { faultsUnder } from './fields/faults.ts';
import { formKeys } from './form-keys.ts';
import { ProblemNote } from './problem-note.tsx';
import { TextField } from './text-field.tsx';
import { useFaultFocus } from './use-fault-focus.ts';
import { useAction } from './use-action.ts';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly pointer: '/note' | '/reason';
  readonly yes: string;
  readonly tone: 'primary' | 'alarm';
  readonly act: (words: string) => Promise<void>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks for the words a strike or a takedown needs, and so asks once whether it is meant. */
export function ReasonForm(props: Props) {
  const [words, setWords] = useState('');
  const action = useAction();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, action.problem);

  const submit = async (): Promise<void> => {
    const said = words.trim();
    const isDone = await action.run(async () => {
      if (said === '') throw faultyInput(props.pointer, 'Say why.');
      await props.act(said);
    });
    if (isDone) props.onDone();
  };
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
      onKeyDown={formKeys({ submit: () => void submit(), close: props.onClose })}
    >
      <TextField
        label={props.label}
        hint={props.hint}
        value={words}
        onValue={setWords}
        faults={faultsUnder(action.problem, props.pointer)}
        readOnly={action.busy}
        spellcheck
        required
        fieldRef={field}
      />
      <ProblemNote problem={action.problem} onRetry={() => void submit()} shown={[props.pointer]} />
      <p class="nr-actions">
        <button class={`nr-${props.tone}`} disabled={action.busy}>
          {props.yes}
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
