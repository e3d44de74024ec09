import { useCallback } from 'preact/hooks';
import type { ItemFields } from '../fields/item-fields.ts';
import { useApi } from '../parts/contexts.ts';
import { exactTimeIn } from '../parts/newsroom-time.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { Differences } from './differences.tsx';
import { wordingsOf, wordsOf } from './wordings.ts';

interface Props {
  readonly feed: string;
  readonly id: string;
  readonly zone: string;
  /** Undefined for who may not correct. `now`: the wording that a restored one would replace, and its revision. */
  readonly onRestore?: (old: ItemFields, now: ItemFields, rev: number) => void;
}

/** Everything an item has said: who said it when, what changed, what readers see of it. */
export function HistoryList({ feed, id, zone, onRestore }: Props) {
  const { call } = useApi();
  const { answer, problem, reload } = useAnswer(
    useCallback(() => wordingsOf(call, feed, id), [call, feed, id]),
  );
  const [now] = answer ?? [];
  return (
    <>
      <ProblemNote problem={problem} onRetry={() => void reload()} />
      {answer === null && problem === null && <p role="status">Opening…</p>}
      <ol class="nr-history">
        {(answer ?? []).map((wording, index) => {
          const { done, readers } = wordsOf(wording);
          const time = exactTimeIn(zone, wording.at);
          return (
            <li key={wording.rev}>
              <h3>
                {done}
                {wording.by !== undefined && ` by ${wording.by}`}
                {', '}
                <time dateTime={wording.at}>{time}</time>
              </h3>
              <p class="nr-hint">{readers}</p>
              <Differences before={answer?.[index + 1]?.fields} after={wording.fields} />
              {index > 0 && now !== undefined && onRestore !== undefined && (
                <p class="nr-actions">
                  <button
                    type="button"
                    aria-label={`Restore the wording of ${time}`}
                    onClick={() => onRestore(wording.fields, now.fields, now.rev)}
                  >
                    Restore
                  </button>
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
