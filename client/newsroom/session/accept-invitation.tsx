import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem.ts';
import { faultsUnder } from '../fields/faults.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';

interface Props {
  readonly accept: (name: string, password: string) => Promise<void>;
  readonly words?: AcceptWords;
}

export interface AcceptWords {
  readonly intro: string;
  readonly button: string;
  /** For a code that was used or is too old. */
  readonly over: string;
  /** The cure, where it is not the server's. */
  readonly overDetail?: string;
}

const invited: AcceptWords = {
  intro: 'You are invited. Choose the name that your colleagues see, and a password.',
  button: 'Come in',
  over: 'This invitation is over',
};

/** Whoever was invited chooses a name and a password. */
export function AcceptInvitation({ accept, words = invited }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const action = useAction();
  const problem = refused(action.problem, words);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  return (
    <form
      class="nr-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(() => accept(name.trim(), password));
      }}
    >
      <p>{words.intro}</p>
      <ProblemNote problem={problem} shown={['/name', '/password']} />
      <TextField
        label="Name"
        autoComplete="username"
        value={name}
        onValue={setName}
        faults={faultsUnder(problem, '/name')}
        fieldRef={field}
        required
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        hint="Ten letters or more. Several words that you alone would put together are good."
        value={password}
        onValue={setPassword}
        faults={faultsUnder(problem, '/password')}
        required
      />
      <p class="nr-actions">
        <button class="nr-primary" disabled={action.busy}>
          {words.button}
        </button>
      </p>
    </form>
  );
}

/** "You were signed out" would be wrong for somebody who was never in. */
function refused(problem: Problem | null, words: AcceptWords): Problem | null {
  if (problem?.code !== 'not_signed_in') return problem;
  return new Problem('refused', words.over, words.overDetail ?? problem.detail);
}
