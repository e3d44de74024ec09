import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Credential } from '../api/api.ts';
import { Problem } from '../api/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';

interface Props {
  readonly signIn: (credential: Credential) => Promise<void>;
  /** Why a one-time link was refused. */
  readonly problem?: Problem | null;
}

/** Signs in by name and password, or by the token of the server. */
export function SignIn({ signIn, problem = null }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [token, setToken] = useState('');
  const action = useAction();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  return (
    <>
      <ProblemNote problem={notSignedIn(action.problem ?? problem)} shown={['/token']} />
      <form
        class="nr-form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(() => signIn({ name: name.trim(), password }));
        }}
      >
        <TextField
          label="Name"
          autoComplete="username"
          value={name}
          onValue={setName}
          fieldRef={field}
          required
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          required
        />
        <p class="nr-actions">
          <button class="nr-primary" disabled={action.busy}>
            Sign in
          </button>
        </p>
      </form>
      <form
        class="nr-form nr-other-way"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(() => signIn({ token: token.trim() }));
        }}
      >
        <TextField
          label="Token"
          type="password"
          hint="The server’s ADMIN_TOKEN. Or open the one-time link you were given."
          value={token}
          onValue={setToken}
          required
        />
        <p class="nr-actions">
          <button disabled={action.busy}>Sign in with the token</button>
        </p>
      </form>
    </>
  );
}

/** Replaces "You were signed out", which would be wrong for somebody who has just tried to sign in. */
function notSignedIn(problem: Problem | null): Problem | null {
  if (problem?.code !== 'not_signed_in') return problem;
  return new Problem(
    'refused',
    'Not signed in',
    'Name and password do not belong together, the token is not the right one, or the link was used already or is too old. Check them, or ask an admin for a link.',
  );
}
