import { useCallback, useState } from 'preact/hooks';
import type { FeedRow } from '../../api/answers.ts';
import { Ask } from '../../parts/ask.tsx';
import { useApi } from '../../parts/contexts.ts';
import { ownTime } from '../../parts/own-time.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useAnswer } from '../../parts/use-answer.ts';
import { useHeldFocus } from '../../forms/use-held-focus.ts';
import { useRemoval } from '../../forms/use-removal.ts';
import { hooks, removeHook, type Hook } from './hook-calls.ts';
import { HookForm } from './hook-form.tsx';

/** The chats that write into feeds. */
export function HooksPart({ feeds }: { readonly feeds: readonly FeedRow[] }) {
  const { call } = useApi();
  const all = useAnswer(useCallback(() => hooks(call), [call]));
  const { action, asked, ask, remove } = useRemoval<Hook>({
    remove: ({ id }) => removeHook(call, id),
    reload: all.reload,
    done: ({ name }) => `The chat “${name}” is shut out`,
    notDone: 'Not removed',
  });
  const [isMaking, setMaking] = useState(false);
  const held = useHeldFocus();

  return (
    <section ref={held} class="nr-chats" aria-labelledby="nr-chats">
      <header class="nr-place-head">
        <h2 id="nr-chats">
          Chats <span class="nr-hint">that write into a feed</span>
        </h2>
        <button
          type="button"
          aria-expanded={isMaking}
          disabled={feeds.length === 0}
          onClick={() => setMaking(!isMaking)}
        >
          New chat
        </button>
      </header>
      {isMaking && (
        <HookForm feeds={feeds} onMade={() => void all.reload()} onClose={() => setMaking(false)} />
      )}
      {all.problem !== null && (
        <ProblemNote problem={all.problem} onRetry={() => void all.reload()} />
      )}
      {action.problem !== null && <ProblemNote problem={action.problem} />}
      {all.answer?.length === 0 && (
        <p class="nr-hint">None. A channel of Slack or Telegram can write drafts, or publish.</p>
      )}
      <ul class="nr-list nr-table">
        {(all.answer ?? []).map((hook) => (
          <li key={hook.id}>
            <div class="nr-table-row">
              <p class="nr-table-name">
                <strong>{hook.name}</strong> <span class="nr-hint">by {hook.by}</span>
              </p>
              <p>
                {hook.kind === 'slack' ? 'Slack' : 'Telegram'} {hook.chat},{' '}
                {hook.role === 'editor' ? 'publishes' : 'writes drafts'} in {hook.feed}
              </p>
              <p class="nr-hint">
                {hook.usedAt === undefined ? 'Never used' : `Used ${ownTime(hook.usedAt)}`}
              </p>
              <p class="nr-row-actions" role="group" aria-label={`Actions: ${hook.name}`}>
                <button type="button" disabled={action.busy} onClick={() => ask(hook)}>
                  Remove
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {asked !== null && (
        <Ask
          question={`Shut out the chat “${asked.name}”?`}
          detail="What it sends from now on is refused. Its items and drafts stay."
          yes="Shut it out"
          tone="alarm"
          onYes={() => remove(asked)}
          onNo={() => ask(null)}
        />
      )}
    </section>
  );
}
