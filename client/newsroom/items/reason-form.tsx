import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultyInput } from '../api/problem.ts';
import { useSay } from '../parts/contexts.ts';
import { useKeeper } from '../kept/use-keeper.ts';
import { faultsUnder } from '../fields/faults.ts';
import { formKeys } from '../edit/form-keys.ts';
import { useKept } from '../kept/use-kept.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useFaultFocus } from '../edit/use-fault-focus.ts';
import { useAction } from '../parts/use-action.ts';

interface Props {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly pointer: '/note' | '/reason';
  readonly yes: string;
  /** What the status line says when it was refused. */
  readonly notDone: string;
  readonly tone: 'primary' | 'alarm';
  /** The name under which the words are kept until they are sent. */
  readonly keptAs: string;
  readonly act: (words: string) => Promise<void>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks for the words that withdrawing or removing an item needs, and so asks once whether it is meant. */
export function ReasonForm(props: Props) {
  const keeper = useKeeper();
  const say = useSay();
  const [words, setWords] = useState('');
  const kept = words.trim() === '' ? undefined : { words };
  const drop = useKept(props.keptAs, kept);
  useEffect(() => {
    const bringBack = async (): Promise<void> => {
      const said = (await keeper.takeUp(props.keptAs))?.['words'];
      if (typeof said === 'string') setWords((typed) => (typed === '' ? said : typed));
    };
    void bringBack();
  }, []);
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
    }, props.notDone);
    if (!isDone) return;
    drop();
    props.onDone();
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
      onKeyDown={formKeys({
        submit: () => void submit(),
        keep: () => {
          if (kept !== undefined) keeper.keep(props.keptAs, kept);
          say('Kept on this device, not published');
        },
        close: props.onClose,
      })}
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
