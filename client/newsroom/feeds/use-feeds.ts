import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Api } from '../api/api.ts';
import type { FeedRow } from '../api/answers.ts';
import { problemToShow, type Problem } from '../api/problem.ts';

export interface Feeds {
  /** Null until the feeds are loaded. */
  readonly rows: readonly FeedRow[] | null;
  readonly chosen: FeedRow | undefined;
  readonly problem: Problem | null;
  readonly choose: (feed: string) => void;
  readonly reload: () => Promise<void>;
}

/** All feeds, and the chosen one: named by the page's address (`?feed=`), or else the first open feed. */
export function useFeeds(api: Api): Feeds {
  const [rows, setRows] = useState<readonly FeedRow[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [named, setNamed] = useState(feedInAddress);

  const reload = useCallback(async () => {
    try {
      setRows(await api.feeds());
      setProblem(null);
    } catch (thrown) {
      setProblem(problemToShow(thrown));
    }
  }, [api]);

  useEffect(() => {
    void reload();
    const onMove = (): void => setNamed(feedInAddress());
    addEventListener('popstate', onMove);
    return () => removeEventListener('popstate', onMove);
  }, [reload]);

  const choose = useCallback((feed: string) => {
    history.pushState(null, '', addressOf(feed));
    setNamed(feed);
  }, []);

  useEffect(() => {
    const first = rows?.find(({ info }) => info.coverage === 'open') ?? rows?.[0];
    if (named !== '' || first === undefined) return;
    history.replaceState(null, '', addressOf(first.feed));
    setNamed(first.feed);
  }, [rows, named]);

  const chosen = rows?.find((row) => row.feed === named);
  return { rows, chosen, problem, choose, reload };
}

function addressOf(feed: string): string {
  return `?feed=${encodeURIComponent(feed)}`;
}

function feedInAddress(): string {
  return new URLSearchParams(location.search).get('feed') ?? '';
}
