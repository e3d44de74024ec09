import { useState } from 'preact/hooks';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { takeOff, type Colleague } from './people-calls.ts';

interface Props {
  readonly person: Colleague;
  readonly onChanged: () => void;
}

const kinds = {
  'second-factor': { name: 'second factor', done: 'has no second factor' },
  passkeys: { name: 'passkeys', done: 'has no passkeys' },
} as const;

type Kind = keyof typeof kinds;

/** What a colleague who has lost a device is helped by. Nothing where there is nothing to lose. */
export function LostDevices({ person, onChanged }: Props) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const [asked, setAsked] = useState<Kind | null>(null);
  const { id, name } = person;
  const here: readonly Kind[] = [
    ...(person.hasSecondFactor ? (['second-factor'] as const) : []),
    ...(person.passkeys > 0 ? (['passkeys'] as const) : []),
  ];
  if (here.length === 0) return null;

  const take = (kind: Kind): void => {
    setAsked(null);
    void action.run(async () => {
      await takeOff(call, id, kind);
      say(`${name} ${kinds[kind].done}`);
      onChanged();
    }, 'Not taken off');
  };
  return (
    <div role="group" aria-label={`Lost devices of ${name}`}>
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      <p class="nr-actions">
        {here.map((kind) => (
          <button key={kind} type="button" disabled={action.busy} onClick={() => setAsked(kind)}>
            Take off the {kinds[kind].name}
          </button>
        ))}
        <span class="nr-hint">For who has lost a device.</span>
      </p>
      {asked !== null && (
        <Ask
          question={`Take off the ${kinds[asked].name} of ${name}?`}
          detail={`${name} is signed out everywhere, and signs in by what is left.`}
          yes="Take off"
          tone="alarm"
          onYes={() => take(asked)}
          onNo={() => setAsked(null)}
        />
      )}
    </div>
  );
}

/** How somebody is known beside the password, in words; empty where by nothing. */
export function deviceWords({ hasSecondFactor, passkeys }: Colleague): string {
  const words = [
    ...(hasSecondFactor ? ['second factor'] : []),
    ...(passkeys > 0 ? [`${passkeys} ${passkeys === 1 ? 'passkey' : 'passkeys'}`] : []),
  ];
  return words.map((word) => ` · ${word}`).join('');
}
