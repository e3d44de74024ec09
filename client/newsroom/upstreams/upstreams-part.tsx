import { useCallback, useState } from 'preact/hooks';
import { useHeldFocus } from '../forms/use-held-focus.ts';
import { useRemoval } from '../forms/use-removal.ts';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { changeUpstream, removeUpstream, upstreams, type Upstream } from './upstream-calls.ts';
import { UpstreamForm } from './upstream-form.tsx';
import { healthWords, notices } from './upstream-words.ts';

/** Feeds of other newsrooms that come into this one: how each is, and what can be done about it. */
export function UpstreamsPart({ feed }: { readonly feed: string }) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const all = useAnswer(useCallback(() => upstreams(call, feed), [call, feed]));
  const [isAdding, setAdding] = useState(false);
  const removal = useRemoval<Upstream>({
    remove: ({ id }) => removeUpstream(call, feed, id),
    reload: all.reload,
    done: () => 'The feed is followed no more',
    notDone: 'Still followed',
  });
  const held = useHeldFocus();
  const { asked } = removal;

  const change = ({ id }: Upstream, patch: object, done: string): void =>
    void action.run(async () => {
      try {
        await changeUpstream(call, feed, id, patch);
        say(done);
      } finally {
        await all.reload();
      }
    }, 'Not changed');

  return (
    <section class="nr-followers" aria-label="Other newsrooms">
      <p class="nr-hint">
        Feeds of other Datelines whose items come into this one, with their corrections and
        removals. What somebody has changed here is not overwritten; what is taken down there goes
        here as well.
      </p>
      {all.problem !== null && (
        <ProblemNote problem={all.problem} onRetry={() => void all.reload()} />
      )}
      {[action, removal.action].map(
        ({ problem }) => problem !== null && <ProblemNote problem={problem} />,
      )}
      {all.answer?.length === 0 && <p class="nr-hint">None yet.</p>}
      <div ref={held} class="nr-held">
        <ul class="nr-list nr-table">
          {(all.answer ?? []).map((upstream) => (
            <UpstreamRow
              key={upstream.id}
              upstream={upstream}
              isBusy={action.busy || removal.action.busy}
              onChange={change}
              onRemove={removal.ask}
            />
          ))}
        </ul>
        {isAdding ? (
          <UpstreamForm
            feed={feed}
            onAdded={() => {
              setAdding(false);
              void all.reload();
            }}
            onClose={() => setAdding(false)}
          />
        ) : (
          <p class="nr-actions">
            <button type="button" class="nr-primary" onClick={() => setAdding(true)}>
              Follow a feed
            </button>
            <button type="button" onClick={() => void all.reload()}>
              Look again
            </button>
          </p>
        )}
      </div>
      {asked !== null && (
        <Ask
          question="Stop following this feed?"
          detail={`Nothing more comes from ${asked.name}, no correction and no removal either. What came stays.`}
          yes="Stop following"
          tone="alarm"
          onYes={() => removal.remove(asked)}
          onNo={() => removal.ask(null)}
        />
      )}
    </section>
  );
}

interface RowProps {
  readonly upstream: Upstream;
  readonly isBusy: boolean;
  readonly onChange: (upstream: Upstream, patch: object, done: string) => void;
  readonly onRemove: (upstream: Upstream) => void;
}

function UpstreamRow({ upstream, isBusy, onChange, onRemove }: RowProps) {
  const { name, url, mode, by, health } = upstream;
  const isRunning = health === 'well' || health === 'failing';
  const isToQueue = mode === 'drafts';
  const button = (words: string, onClick: () => void) => (
    <button type="button" disabled={isBusy} onClick={onClick}>
      {words}
    </button>
  );
  return (
    <li>
      <div class="nr-table-row">
        <p class="nr-table-name">
          <strong>{name}</strong>{' '}
          <span class="nr-hint">
            {url}, {isToQueue ? 'into the queue' : 'straight to readers'}, by {by}
          </span>
        </p>
        <p>{healthWords(upstream)}</p>
        {notices(upstream).map((notice) => (
          <p key={notice}>{notice}</p>
        ))}
        <p class="nr-row-actions" role="group" aria-label={`Actions: ${name}`}>
          {isRunning
            ? button('Pause', () => onChange(upstream, { state: 'paused' }, 'The feed is paused'))
            : button('Go on', () =>
                onChange(upstream, { state: 'running' }, 'The feed is followed'),
              )}
          {isToQueue
            ? button('Straight to readers', () =>
                onChange(upstream, { mode: 'published' }, 'Its items go straight to readers'),
              )
            : button('Into the queue', () =>
                onChange(upstream, { mode: 'drafts' }, 'Its items go into the queue'),
              )}
          {button('Stop following', () => onRemove(upstream))}
        </p>
      </div>
    </li>
  );
}
