import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Send } from '../api/send.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { ProofForm } from './proof-form.tsx';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { secondFactorCalls, type NewSecret, type Standing } from './second-factor-calls.ts';

type View =
  | { readonly kind: 'looking' }
  | { readonly kind: 'standing'; readonly standing: Standing }
  | { readonly kind: 'begun'; readonly made: NewSecret }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

/** Sets up an app that makes one-time codes, or removes it. */
export function SecondFactor({ send }: { readonly send: Send }) {
  const calls = useMemo(() => secondFactorCalls(send), [send]);
  const [view, setView] = useState<View>({ kind: 'looking' });
  const { run, problem } = useAction();
  const look = useCallback(
    () => run(async () => setView({ kind: 'standing', standing: await calls.standing() })),
    [calls, run],
  );
  useEffect(() => void look(), [look]);

  return (
    <section class="nr-part" aria-labelledby="nr-second-factor">
      <h3 id="nr-second-factor">Second factor</h3>
      <ProblemNote problem={problem} onRetry={() => void look()} />
      {partOf()}
    </section>
  );

  function partOf() {
    switch (view.kind) {
      case 'looking':
        return null;
      case 'standing':
        return view.standing.on ? standingOn(view.standing.left) : standingOff();
      case 'begun':
        return begun(view.made);
      case 'codes':
        return <RecoveryCodes codes={view.codes} onKept={() => void look()} />;
    }
  }

  function standingOff() {
    return (
      <>
        <p>
          Off. With an app on your phone that makes codes, nobody signs in with your password alone.
        </p>
        <ProofForm
          asks={['password']}
          acts={[
            {
              name: 'Set up an app',
              act: async ({ password }) =>
                setView({ kind: 'begun', made: await calls.begin(password) }),
            },
          ]}
        />
      </>
    );
  }

  function begun({ secret, uri }: NewSecret) {
    return (
      <>
        <p>Scan this with the app, or type the secret into it. Then give its code.</p>
        <QrCode text={uri} label="QR code of the secret below" />
        <p>
          <code class="nr-secret">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <ProofForm
          asks={['code']}
          acts={[
            {
              name: 'Turn on',
              act: async ({ code }) => setView({ kind: 'codes', codes: await calls.confirm(code) }),
            },
          ]}
        />
      </>
    );
  }

  function standingOn(left: number) {
    return (
      <>
        <p>
          On. {left} recovery {left === 1 ? 'code is' : 'codes are'} left.
        </p>
        <ProofForm
          asks={['password', 'code']}
          acts={[
            {
              name: 'Make new recovery codes',
              act: async ({ password, code }) =>
                setView({ kind: 'codes', codes: await calls.renew(password, code) }),
            },
            {
              name: 'Turn off',
              act: async ({ password, code }) => {
                await calls.remove(password, code);
                await look();
              },
            },
          ]}
        />
      </>
    );
  }
}
