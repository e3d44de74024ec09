import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { faultyInput } from '../api/problem.ts';
import { useFaultFocus } from '../edit/use-fault-focus.ts';
import { faultsUnder } from '../fields/faults.ts';
import { TextField } from '../forms/text-field.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { Modal } from '../parts/modal.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { erasePerson, type Colleague } from './people-calls.ts';

interface Props {
  readonly person: Pick<Colleague, 'id' | 'name'>;
  readonly onErased: () => void;
  readonly onClose: () => void;
}

/** Asks for the name before a person is erased, and says what goes and what stays: nothing brings the name back. */
export function ErasePerson({ person: { id, name }, onErased, onClose }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const form = useRef<HTMLFormElement>(null);
  useFaultFocus(form, action.problem);

  const erase = async (): Promise<void> => {
    const isDone = await action.run(async () => {
      if (!isSame(typed, name)) throw faultyInput('/name', `Type “${name}”, as it stands above.`);
      await erasePerson(call, id);
    }, 'Not erased');
    if (!isDone) return;
    // The status line stays on the screen, and is no place for a name that is gone.
    say('The person is erased');
    onClose();
    onErased();
  };
  return (
    <Modal title={`Erase ${name}?`} onClose={onClose}>
      <form
        ref={form}
        class="nr-form"
        aria-label={`Erase ${name}`}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void erase();
        }}
      >
        <p>
          <strong>What goes:</strong> the account, with everything that signs in by it, on every
          device at once; unsent texts; and the name, addresses and devices in the audit, in drafts,
          in the library, and on the tokens, chats, followers and wires that {name} made. “Erased
          person” stands there.
        </p>
        <p>
          <strong>What stays:</strong> what was published, with its bylines; drafts; and those
          tokens, chats, followers and wires, which go on. Backups of before have the name until
          they are removed.
        </p>
        <p>It cannot be undone.</p>
        <TextField
          label="The name of the person"
          value={typed}
          onValue={setTyped}
          faults={faultsUnder(action.problem, '/name')}
          hint={`Type “${name}”, so that nobody is erased by mistake.`}
          readOnly={action.busy}
          spellcheck={false}
          required
          fieldRef={field}
        />
        <ProblemNote problem={action.problem} shown={['/name']} />
        <p class="nr-actions">
          <button class="nr-alarm" disabled={action.busy}>
            Erase
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </p>
      </form>
    </Modal>
  );
}

/** A keyboard may compose letters in another way than the one by which the name was given. */
function isSame(typed: string, name: string): boolean {
  return typed.trim().normalize('NFC') === name.trim().normalize('NFC');
}
