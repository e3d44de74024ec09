import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Problem, problemOf } from '../api/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';
import { hasPasskeys } from './answer-by-passkey.ts';
import type { Send } from '../api/send.ts';
import type { Session } from './use-session.ts';

interface Props {
  readonly session: Pick<Session, 'signIn' | 'signInByPasskey' | 'api'>;
  /** Why a one-time link was refused. */
  readonly problem?: Problem | null;
}

/** Signs in by a passkey, by name and password, with a code where the person has a second factor, or by the token of the server. */
export function SignIn({ session, problem = null }: Props) {
  const { signIn } = session;
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [token, setToken] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [code, setCode] = useState('');
  const action = useAction();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const codeField = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [Openid, setOpenid] = useState<ComponentType<{ send: Send }> | null>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(
    () =>
      // Without it the other ways are left.
      void import('./openid-button.tsx').then(
        (part) => setOpenid(() => part.OpenidButton),
        () => undefined,
      ),
    [],
  );
  useLayoutEffect(() => codeField.current?.focus(), [asksCode]);

  const byPassword = async (): Promise<void> => {
    const more = asksCode ? { code: code.trim() } : {};
    try {
      await signIn({ name: name.trim(), password, ...more });
    } catch (thrown) {
      if (problemOf(thrown).code !== 'code_required') throw thrown;
      setAsksCode(true);
    }
  };

  return (
    <>
      <ProblemNote problem={notSignedIn(action.problem ?? problem)} shown={['/token']} />
      <form
        class="nr-form"
        onSubmit={(event) => {
          event.preventDefault();
          void action.run(byPassword);
        }}
      >
        <TextField
          label="Name"
          autoComplete="username"
          value={name}
          onValue={(typed) => {
            setName(typed);
            setAsksCode(false);
          }}
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
        {asksCode && (
          <TextField
            label="Code"
            autoComplete="one-time-code"
            hint="Six digits of your app, or a recovery code."
            value={code}
            onValue={setCode}
            fieldRef={codeField}
            required
          />
        )}
        <p class="nr-actions">
          <button class="nr-primary" disabled={action.busy}>
            Sign in
          </button>
          {hasPasskeys() && (
            <button
              type="button"
              disabled={action.busy}
              onClick={() => void action.run(session.signInByPasskey)}
            >
              Passkey
            </button>
          )}
        </p>
      </form>
      {Openid !== null && <Openid send={session.api.call} />}
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
    'Name and password do not belong together, the token is not the right one, the passkey is not known here, or the link was used already or is too old. Check them, or ask an admin for a link.',
  );
}
