import { useEffect, useState } from 'preact/hooks';
import { isRecord, textOr } from '../../../src/feed/shape.ts';
import type { Send } from '../api/send.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { takeOpenidProblem } from './openid-outcome.ts';

/** Leads to the OpenID provider of the newsroom, where it has one, and says how that ended. */
export function OpenidButton({ send }: { readonly send: Send }) {
  const [name, setName] = useState('');
  const [outcome, setOutcome] = useState(takeOpenidProblem);
  const { run, problem, busy } = useAction();
  useEffect(
    () =>
      void run(async () => {
        const answer = await send({ method: 'GET', path: '/session/openid' });
        setName(isRecord(answer) ? textOr(answer['name'], '') : '');
      }),
    [run, send],
  );

  const leave = async (): Promise<void> => {
    setOutcome(null);
    const answer = await send({ method: 'POST', path: '/session/openid', body: {} });
    if (isRecord(answer)) location.assign(textOr(answer['url'], ''));
  };
  return (
    <div class="nr-form">
      <ProblemNote problem={problem ?? outcome} />
      {name !== '' && (
        <p class="nr-actions">
          <button type="button" disabled={busy} onClick={() => void run(leave)}>
            Continue with {name}
          </button>
        </p>
      )}
    </div>
  );
}
