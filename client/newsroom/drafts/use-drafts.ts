import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import type { DraftItem } from '../api/answers.ts';
import { problemToShow, type Problem } from '../api/problem.ts';

const refreshEveryMs = 10_000;

export interface Drafts {
  /** Null until the drafts are loaded. */
  readonly items: readonly DraftItem[] | null;
  readonly problem: Problem | null;
  readonly refresh: () => Promise<void>;
}

/** A feed's drafts and scheduled items, loaded again from time to time while the page is visible. */
export function useDrafts(api: Api, feed: string): Drafts {
  const [items, setItems] = useState<readonly DraftItem[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const refresh = useCallback(async () => {
    try {
      setItems(await api.drafts(feed));
      setProblem(null);
    } catch (thrown) {
      setProblem(problemToShow(thrown));
    }
  }, [api, feed]);

  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') void refresh();
    };
    look();
    const timer = setInterval(look, refreshEveryMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [refresh]);

  return { items, problem, refresh };
}
