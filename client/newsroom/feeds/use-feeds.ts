import { useCallback, useEffect, useState } from 'preact/hooks';
import { textOr } from '../../../src/feed/shape.ts';
import type { Api } from '../api/api.ts';
import type { FeedRow } from '../api/answers.ts';
import { problemToShow, type Problem } from '../api/problem.ts';
import { readKept, writeKept } from '../kept/storage.ts';
import type { Places } from '../places/use-places.ts';

export interface Feeds {
  /** Null until the feeds are loaded. */
  readonly rows: readonly FeedRow[] | null;
  /** The feed in use. */
  readonly chosen: FeedRow | undefined;
  readonly problem: Problem | null;
  readonly choose: (feed: string) => void;
  readonly reload: () => Promise<void>;
}

/** The name under which the device keeps the feed in use, for places whose address names none. */
const inUseKey = 'dateline:feed-in-use';

/** All feeds, and the one in use: named by the page's address, or else the last one, or else the first open one. */
export function useFeeds(api: Api, { place, go, rename }: Places): Feeds {
  const [rows, setRows] = useState<readonly FeedRow[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [inUse, setInUse] = useState(() => textOr(readKept(inUseKey), ''));
  const named = place.kind === 'feed' ? place.feed : undefined;

  const reload = useCallback(async () => {
    try {
      setRows(await api.feeds());
      setProblem(null);
    } catch (thrown) {
      setProblem(problemToShow(thrown));
    }
  }, [api]);
  useEffect(() => void reload(), [reload]);

  useEffect(() => {
    if (named === undefined) return;
    setInUse(named);
    writeKept(inUseKey, named);
  }, [named]);

  const chosen =
    rows?.find(({ feed }) => feed === (named ?? inUse)) ??
    (named === undefined
      ? (rows?.find(({ info }) => info.coverage === 'open') ?? rows?.[0])
      : undefined);
  const feed = chosen?.feed;
  const isUnnamed = place.kind === 'feed' && named === undefined;
  useEffect(() => {
    if (isUnnamed && feed !== undefined) rename({ kind: 'feed', feed });
  }, [isUnnamed, feed, rename]);

  const choose = useCallback((next: string) => go({ kind: 'feed', feed: next }), [go]);
  return { rows, chosen, problem, choose, reload };
}
