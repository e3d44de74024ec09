import { useCallback, useState } from 'preact/hooks';
import type { FeedRow } from '../../api/answers.ts';
import { ownServer } from '../../api/own-server.ts';
import { Ask } from '../../parts/ask.tsx';
import { useApi } from '../../parts/contexts.ts';
import { ownTime } from '../../parts/own-time.ts';
import { PlaceTitle } from '../../parts/place-title.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { grantWords } from '../role-words.ts';
import { useHeldFocus } from '../../forms/use-held-focus.ts';
import { useRemoval } from '../../forms/use-removal.ts';
import { endToken, tokens, type Token } from './token-calls.ts';
import { TokenForm } from './token-form.tsx';

/** The tokens of programs. */
export function TokensPart({ feeds }: { readonly feeds: readonly FeedRow[] }) {
  const { call } = useApi();
  const all = useAnswer(useCallback(() => tokens(call), [call]));
  const { action, asked, ask, remove } = useRemoval<Token>({
    remove: ({ id }) => endToken(call, id),
    reload: all.reload,
    done: ({ name }) => `The token “${name}” has ended`,
    notDone: 'Not ended',
  });
  const [isMaking, setMaking] = useState(false);
  const held = useHeldFocus();

  return (
    <div ref={held} class="nr-held">
      <header class="nr-place-head">
        <PlaceTitle>
          Tokens <span class="nr-hint">for programs</span>
        </PlaceTitle>
        <button
          type="button"
          class={isMaking ? '' : 'nr-primary'}
          aria-expanded={isMaking}
          onClick={() => setMaking(!isMaking)}
        >
          New token
        </button>
      </header>
      <p class="nr-hint">
        What a program can do with one:{' '}
        <a href={`${ownServer()}api/docs`} target="_blank" rel="noopener">
          the API
        </a>
      </p>
      {isMaking && (
        <TokenForm
          feeds={feeds}
          onMade={() => void all.reload()}
          onClose={() => setMaking(false)}
        />
      )}
      {all.problem !== null && (
        <ProblemNote problem={all.problem} onRetry={() => void all.reload()} />
      )}
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      {all.answer?.length === 0 && (
        <p class="nr-hint">None. A program that posts, or a script, gets one of its own.</p>
      )}
      <ul class="nr-list nr-table">
        {(all.answer ?? []).map((token) => (
          <li key={token.id}>
            <div class="nr-table-row">
              <p class="nr-table-name">
                <strong>{token.name}</strong> <span class="nr-hint">by {token.by}</span>
              </p>
              <p>{grantWords(token)}</p>
              <p class="nr-hint">
                {token.usedAt === undefined ? 'Never used' : `Used ${ownTime(token.usedAt)}`},{' '}
                {token.expiresAt === undefined ? 'no end' : `ends ${ownTime(token.expiresAt)}`}
              </p>
              <p class="nr-row-actions" role="group" aria-label={`Actions: ${token.name}`}>
                <button type="button" disabled={action.busy} onClick={() => ask(token)}>
                  End
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <Ask
          question={`End the token “${asked.name}”?`}
          detail="Its program is refused from its next call on. It cannot be brought back: make another for it."
          yes="End"
          tone="alarm"
          onYes={() => remove(asked)}
          onNo={() => ask(null)}
        />
      )}
    </div>
  );
}
