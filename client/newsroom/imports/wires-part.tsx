import { useCallback, useState } from 'preact/hooks';
import { useHeldFocus } from '../forms/use-held-focus.ts';
import { useRemoval } from '../forms/use-removal.ts';
import { Ask } from '../parts/ask.tsx';
import { useApi, useSay } from '../parts/contexts.ts';
import { ownTime } from '../parts/own-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { changeWire, removeWire, wires, type Wire } from './wire-calls.ts';
import { WireForm } from './wire-form.tsx';

/** What comes into a feed again and again: how each wire is, and what can be done about it. */
export function WiresPart({ feed }: { readonly feed: string }) {
  const { call } = useApi();
  const say = useSay();
  const action = useAction();
  const all = useAnswer(useCallback(() => wires(call, feed), [call, feed]));
  const [isAdding, setAdding] = useState(false);
  const removal = useRemoval<Wire>({
    remove: ({ id }) => removeWire(call, feed, id),
    reload: all.reload,
    done: () => 'The wire is removed',
    notDone: 'Not removed',
  });
  const held = useHeldFocus();
  const { asked } = removal;
  const isBusy = action.busy || removal.action.busy;

  const change = ({ id }: Wire, state: 'running' | 'paused', words: string): void =>
    void action.run(async () => {
      try {
        await changeWire(call, feed, id, { state });
        say(words);
      } finally {
        await all.reload();
      }
    }, 'Nothing was changed');
  return (
    <section class="nr-followers nr-wires" aria-label="Wires">
      <h3>Wires</h3>
      <p class="nr-hint">
        An address that is looked at again and again. What is new there comes in, and what changes
        there changes here, as long as nobody has changed it here.
      </p>
      {[action, removal.action].map(
        ({ problem }) => problem !== null && <ProblemNote problem={problem} />,
      )}
      {all.problem !== null && (
        <ProblemNote problem={all.problem} onRetry={() => void all.reload()} />
      )}
      {all.answer?.length === 0 && <p class="nr-hint">None yet.</p>}
      <div ref={held} class="nr-held">
        <ul class="nr-list nr-table">
          {(all.answer ?? []).map((wire) => (
            <li key={wire.id}>
              <div class="nr-table-row">
                <p class="nr-table-name">
                  <strong>{wire.url}</strong> <span class="nr-hint">{settingsWords(wire)}</span>
                </p>
                <p>{healthWords(wire)}</p>
                <p class="nr-row-actions" role="group" aria-label={`Actions: ${wire.url}`}>
                  {wire.health === 'paused' ? (
                    <button
                      type="button"
                      disabled={isBusy}
                      onClick={() => change(wire, 'running', 'The wire goes on')}
                    >
                      Go on
                    </button>
                  ) : (
                    <>
                      <button
                        type="button"
                        disabled={isBusy}
                        onClick={() => change(wire, 'running', 'It is looked at')}
                      >
                        Look now
                      </button>
                      <button
                        type="button"
                        disabled={isBusy}
                        onClick={() => change(wire, 'paused', 'The wire is paused')}
                      >
                        Pause
                      </button>
                    </>
                  )}
                  <button type="button" disabled={isBusy} onClick={() => removal.ask(wire)}>
                    Remove
                  </button>
                </p>
              </div>
            </li>
          ))}
        </ul>
        {isAdding ? (
          <WireForm
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
              New wire
            </button>
            <button type="button" onClick={() => void all.reload()}>
              Look again
            </button>
          </p>
        )}
      </div>
      {asked !== null && (
        <Ask
          question="Remove this wire?"
          detail={`Nothing more comes from ${asked.url}. What came stays.`}
          yes="Remove the wire"
          tone="alarm"
          onYes={() => removal.remove(asked)}
          onNo={() => removal.ask(null)}
        />
      )}
    </section>
  );
}

function settingsWords({ goes, everySeconds, filter, by }: Wire): string {
  const way = goes === 'out' ? 'straight out' : 'to the editors';
  const only = Object.entries(filter).map(([name, words]) => `, only ${name}: ${words.join(', ')}`);
  return `${way}, every ${everySeconds} s${only.join('')}, by ${by}`;
}

function healthWords({ health, latest, nextAt }: Wire): string {
  if (health === 'paused') return 'Paused.';
  if (latest === undefined) return 'Not looked at yet.';
  const next = nextAt === undefined ? '' : ` Next look ${ownTime(nextAt)}.`;
  if (latest.outcome === 'failed') {
    return `${health === 'down' ? 'It is down' : 'The latest look failed'}: ${latest.reason}${next}`;
  }
  const names = ['made', 'changed', 'removed', 'kept', 'faulty'] as const;
  const counts = names
    .filter((name) => Number(latest.counts[name] ?? 0) > 0)
    .map((name) => `${String(latest.counts[name])} ${countWords[name]}`);
  const came = counts.length === 0 ? 'nothing new' : counts.join(', ');
  return `Well. ${ownTime(latest.at)}: ${came}.`;
}

const countWords = {
  made: 'new',
  changed: 'changed',
  removed: 'removed',
  kept: 'changed here since: left',
  faulty: 'not taken by the rules of items',
};
