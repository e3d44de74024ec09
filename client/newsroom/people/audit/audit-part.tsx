import { useCallback, useEffect, useState } from 'preact/hooks';
import type { FeedRow } from '../../api/answers.ts';
import { useApi } from '../../parts/contexts.ts';
import { PlaceTitle } from '../../parts/place-title.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useAction } from '../../parts/use-action.ts';
import { ActRow } from './act-row.tsx';
import { acts, type Acts, type Wanted } from './audit-calls.ts';
import { AuditForm } from './audit-form.tsx';

const anything: Wanted = { person: '', action: '', feed: '', from: '', until: '' };

/** Who did what, newest first. */
export function AuditPart({ feeds }: { readonly feeds: readonly FeedRow[] }) {
  const { call } = useApi();
  const action = useAction();
  const { run } = action;
  const [wanted, setWanted] = useState(anything);
  /** What is shown, and the search it is of: what was typed since waits for "Search". */
  const [found, setFound] = useState<{ readonly of: Wanted; readonly acts: Acts } | null>(null);

  const search = useCallback(
    (of: Wanted) => run(async () => setFound({ of, acts: await acts(call, of, null) })),
    [call, run],
  );
  useEffect(() => void search(anything), [search]);

  const older = (): void => {
    if (found === null) return;
    const { of, acts: shown } = found;
    void run(async () => {
      const more = await acts(call, of, shown.next);
      setFound({ of, acts: { acts: [...shown.acts, ...more.acts], next: more.next } });
    });
  };
  return (
    <>
      <header class="nr-place-head">
        <PlaceTitle>
          Audit <span class="nr-hint">Nobody can change it. It has no texts.</span>
        </PlaceTitle>
      </header>
      <AuditForm
        wanted={wanted}
        change={setWanted}
        feeds={feeds}
        problem={action.problem}
        isBusy={action.busy}
        onSearch={() => void search(wanted)}
      />
      <ProblemNote
        problem={action.problem}
        shown={['/person', '/feed', '/from', '/until']}
        onRetry={() => void search(wanted)}
      />
      <p class="nr-hint" role="status">
        {found === null ? 'Looking…' : countWords(found.acts)}
      </p>
      <ol class="nr-list nr-table">
        {(found?.acts.acts ?? []).map((act) => (
          <ActRow key={act.id} act={act} />
        ))}
      </ol>
      {found !== null && found.acts.next !== null && (
        <p class="nr-actions">
          <button type="button" disabled={action.busy} onClick={older}>
            Older
          </button>
        </p>
      )}
    </>
  );
}

function countWords({ acts: all, next }: Acts): string {
  if (all.length === 0) return 'Nothing of that kind was done, or it is too old to be kept.';
  return next === null ? `${all.length} in all` : `The newest ${all.length}`;
}
