import { useState } from 'preact/hooks';
import { Problem } from '../api/problem.ts';
import { faultsUnder } from '../fields/faults.ts';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';

interface Props {
  readonly name: string;
  /** Called when the other sessions have ended. */
  readonly onChanged: () => void;
}

/** Another password. */
export function PasswordForm({ name, onChanged }: Props) {
  const { changePassword } = useApi();
  const say = useSay();
  const action = useAction();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const problem = refused(action.problem);

  const change = (): void =>
    void action.run(async () => {
      await changePassword(current, next);
      setCurrent('');
      setNext('');
      say('The password is changed');
      onChanged();
    }, 'The password is not changed');

  return (
    <section class="nr-part" aria-labelledby="password-title">
      <h3 id="password-title">Password</h3>
      <form
        class="nr-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          change();
        }}
      >
        {/* Password managers need to know whose it is. */}
        <input type="text" autoComplete="username" value={name} hidden readOnly />
        <ProblemNote problem={problem} shown={['/current', '/password']} />
        <div class="nr-columns">
          <TextField
            label="Present password"
            type="password"
            autoComplete="current-password"
            value={current}
            onValue={setCurrent}
            faults={faultsUnder(problem, '/current')}
            required
          />
          <TextField
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="Ten letters or more. All your other sessions end with it."
            value={next}
            onValue={setNext}
            faults={faultsUnder(problem, '/password')}
            required
          />
        </div>
        <p class="nr-actions">
          <button disabled={action.busy}>Change the password</button>
        </p>
      </form>
    </section>
  );
}

/** The server answers a wrong password as a wrong key: the session goes on. */
function refused(problem: Problem | null): Problem | null {
  if (problem?.code !== 'not_signed_in') return problem;
  return new Problem('invalid_input', 'The password is not changed', '', [
    { pointer: '/current', detail: 'This is not your present password.' },
  ]);
}
