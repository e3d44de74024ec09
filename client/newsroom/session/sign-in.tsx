import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Credential } from '../api/api.ts';
import { Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useAction } from '../parts/use-action.ts';

interface Props {
  readonly signIn: (credential: Credential) => Promise<void>;
  /** Why a one-time link was refused. */
  readonly problem?: Problem | null;
}

export function SignIn({ signIn, problem = null }: Props) {
  const [token, setToken] = useState('');
  const action = useAction();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  return (
    <form
      class="nr-form"
      onSubmit={(event) => {
        event.preventDefault();
        void action.run(() => signIn({ token: token.trim() }));
      }}
    >
      <ProblemNote problem={notSignedIn(action.problem ?? problem)} shown={['/token']} />
      <TextField
        label="Token"
        type="password"
        autoComplete="current-password"
        hint="Or open the one-time sign-in link you were given."
        value={token}
        onValue={setToken}
        fieldRef={field}
        required
      />
      <p class="nr-actions">
        <button class="nr-primary" disabled={action.busy}>
          Sign in
        </button>
      </p>
    </form>
  );
}

/** Replaces "You were signed out", which would be wrong for somebody who has just tried to sign in. */
function notSignedIn(problem: Problem | null): Problem | null {
  if (problem?.code !== 'not_signed_in') return problem;
  return new Problem(
    'refused',
    'Not signed in',
    'This is not the right token, or the link was used already or is too old. Check it, or ask for another.',
  );
}
