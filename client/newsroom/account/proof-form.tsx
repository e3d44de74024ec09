import { useState } from 'preact/hooks';
import { ProblemNote } from '../parts/problem-note.tsx';
import { TextField } from '../forms/text-field.tsx';
import { useAction } from '../parts/use-action.ts';

interface Proof {
  readonly password: string;
  readonly code: string;
}

interface Act {
  readonly name: string;
  readonly act: (proof: Proof) => Promise<void>;
}

interface Props {
  readonly asks: readonly (keyof Proof)[];
  /** The first is done by Enter. */
  readonly acts: readonly Act[];
}

/** Asks for the password, a code or both before an act that nobody else at this desk must do. */
export function ProofForm({ asks, acts }: Props) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const { run, problem, busy } = useAction();
  return (
    <form
      class="nr-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event;
        const chosen =
          acts.find(({ name }) => name === submitter?.getAttribute('value')) ?? acts[0];
        void run(async () => chosen?.act({ password, code: code.trim() }));
      }}
    >
      <ProblemNote problem={problem} />
      {asks.includes('password') && (
        <TextField
          label="Your password"
          type="password"
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
          required
        />
      )}
      {asks.includes('code') && (
        <TextField
          label="Code of the app"
          autoComplete="one-time-code"
          value={code}
          onValue={setCode}
          required
        />
      )}
      <p class="nr-actions">
        {acts.map(({ name }, index) => (
          <button key={name} value={name} class={index === 0 ? 'nr-primary' : ''} disabled={busy}>
            {name}
          </button>
        ))}
      </p>
    </form>
  );
}
