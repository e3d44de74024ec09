import { useCallback } from 'preact/hooks';
import { useApi, useSay } from '../parts/contexts.ts';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { useHeldFocus } from '../forms/use-held-focus.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { agentName } from './agent-name.ts';
import { endOtherSessions, endSession, ownSessions } from './session-calls.ts';

/** Where one is signed in, and the way to end that. */
export function SessionList() {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const all = useAnswer(useCallback(() => ownSessions(call), [call]));
  const held = useHeldFocus();
  const others = all.answer?.filter(({ isThisOne }) => !isThisOne) ?? [];

  const end = (work: () => Promise<void>, done: string): void =>
    void action.run(async () => {
      try {
        await work();
        say(done);
      } finally {
        await all.reload();
      }
    }, 'Not ended');

  return (
    <section ref={held} class="nr-part" aria-labelledby="sessions-title">
      <h3 id="sessions-title">Where you are signed in</h3>
      {all.problem !== null && (
        <ProblemNote problem={all.problem} onRetry={() => void all.reload()} />
      )}
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      <ul class="nr-list nr-table">
        {(all.answer ?? []).map(({ id, agent, openedAt, seenAt, isThisOne }) => (
          <li key={id}>
            <div class="nr-table-row">
              <p class="nr-table-name">{agentName(agent)}</p>
              <p class="nr-hint">Since {ownTime(openedAt)}</p>
              <p class="nr-hint">{isThisOne ? 'This one' : `Last here ${ownTime(seenAt)}`}</p>
              <p class="nr-row-actions">
                {!isThisOne && (
                  <button
                    type="button"
                    aria-label={`End ${agentName(agent)}, since ${ownTime(openedAt)}`}
                    disabled={action.busy}
                    onClick={() => end(() => endSession(call, id), 'The session has ended')}
                  >
                    End
                  </button>
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <p class="nr-actions">
          <button
            type="button"
            disabled={action.busy}
            onClick={() => end(() => endOtherSessions(call), 'All other sessions have ended')}
          >
            End all others
          </button>
          <span class="nr-hint">Who is there has to sign in again; typed text stays there.</span>
        </p>
      )}
    </section>
  );
}
