import { Ask } from '../parts/ask.tsx';
import { useApi } from '../parts/contexts.ts';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import type { Answer } from '../parts/use-answer.ts';
import { takeInvitationBack, type Invitation } from './people-calls.ts';
import { grantWords } from './role-words.ts';
import { useHeldFocus } from '../forms/use-held-focus.ts';
import { useRemoval } from '../forms/use-removal.ts';

/** The links that nobody has used yet. */
export function InvitationList({ invited }: { readonly invited: Answer<readonly Invitation[]> }) {
  const { call } = useApi();
  const { answer, problem, reload } = invited;
  const { action, asked, ask, remove } = useRemoval<Invitation>({
    remove: ({ id }) => takeInvitationBack(call, id),
    reload,
    done: () => 'The invitation is taken back',
    notDone: 'Not taken back',
  });

  const held = useHeldFocus();

  return (
    <section ref={held} class="nr-part" aria-labelledby="invitations-title">
      <h3 id="invitations-title">
        Invitations {answer !== null && <span class="nr-hint">{answer.length} open</span>}
      </h3>
      {problem !== null && <ProblemNote problem={problem} onRetry={() => void reload()} />}
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      <ul class="nr-list nr-table">
        {(answer ?? []).map((one) => (
          <li key={one.id}>
            <div class="nr-table-row">
              <p class="nr-table-name">{one.email ?? 'Somebody'}</p>
              <p>{grantWords(one)}</p>
              <p class="nr-hint">
                By {one.by}, until {ownTime(one.expiresAt)}
              </p>
              <p class="nr-row-actions" role="group" aria-label={`Actions: ${forWhom(one)}`}>
                <button type="button" disabled={action.busy} onClick={() => ask(one)}>
                  Take back
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <Ask
          question="Take the invitation back?"
          detail={`The link for ${forWhom(asked)} opens nothing then. You can invite again.`}
          yes="Take back"
          tone="primary"
          onYes={() => remove(asked)}
          onNo={() => ask(null)}
        />
      )}
    </section>
  );
}

function forWhom({ email, role }: Invitation): string {
  return email ?? `a ${role === 'none' ? 'person' : role}`;
}
