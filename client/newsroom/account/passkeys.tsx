import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Send } from '../api/send.ts';
import { faultsUnder } from '../fields/faults.ts';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useHeldFocus } from '../forms/use-held-focus.ts';
import { useAction } from '../parts/use-action.ts';
import { passkeyCalls, type Passkey } from './passkey-calls.ts';

/** Adds and removes passkeys: the finger, face or PIN of a device signs in, and no password leaves it. */
export function Passkeys({ send }: { readonly send: Send }) {
  const calls = useMemo(() => passkeyCalls(send), [send]);
  const [all, setAll] = useState<readonly Passkey[] | null>(null);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const looking = useAction();
  const { run } = looking;
  const adding = useAction();
  const held = useHeldFocus();
  const look = useCallback(() => run(async () => setAll(await calls.list())), [calls, run]);
  useEffect(() => void look(), [look]);

  const add = async (): Promise<void> => {
    await calls.add(name.trim(), password);
    setName('');
    setPassword('');
    setAll(await calls.list());
  };
  const remove = (id: string) =>
    run(async () => {
      await calls.remove(id);
      setAll(await calls.list());
    });

  return (
    <section ref={held} class="nr-part" aria-labelledby="nr-passkeys">
      <h3 id="nr-passkeys">Passkeys</h3>
      <ProblemNote problem={looking.problem} onRetry={() => void look()} />
      {all?.length === 0 && <p>None. With one, your device signs you in by finger, face or PIN.</p>}
      {all !== null && all.length > 0 && (
        <ul class="nr-list nr-table" aria-label="Passkeys">
          {all.map(({ id, name: called, createdAt, usedAt }) => (
            <li key={id}>
              <div class="nr-table-row">
                <p class="nr-table-name">{called}</p>
                <p class="nr-hint">Added {ownTime(createdAt)}</p>
                <p class="nr-hint">
                  {usedAt === undefined ? 'Never used' : `Last used ${ownTime(usedAt)}`}
                </p>
                <p class="nr-row-actions">
                  <button
                    type="button"
                    aria-label={`Remove ${called}`}
                    disabled={looking.busy}
                    onClick={() => void remove(id)}
                  >
                    Remove
                  </button>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <form
        class="nr-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void adding.run(add);
        }}
      >
        <ProblemNote problem={adding.problem} shown={['/name', '/password']} />
        <TextField
          label="Name of the device"
          hint="So that you know later which one it is: “Phone”."
          value={name}
          onValue={setName}
          faults={faultsUnder(adding.problem, '/name')}
        />
        <TextField
          label="Your password, for the passkey"
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          faults={faultsUnder(adding.problem, '/password')}
        />
        <p class="nr-actions">
          <button class="nr-primary" disabled={adding.busy}>
            Add a passkey
          </button>
        </p>
      </form>
    </section>
  );
}
