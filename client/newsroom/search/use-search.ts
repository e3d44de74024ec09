import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { useApi } from '../parts/contexts.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { foundItems, type Found, type FoundPage } from './search-calls.ts';

/** While somebody types, the server is asked after this pause. */
const afterTypingMs = 200;

export interface ItemSearch {
  readonly words: string;
  readonly search: (words: string) => void;
  /** Null while nothing was asked, and until the first answer is there. */
  readonly found: readonly Found[] | null;
  readonly isComplete: boolean;
  readonly hasMore: boolean;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly reload: () => Promise<void>;
  readonly more: () => void;
}

/** What is found while somebody types. */
export function useSearch(): ItemSearch {
  const { call } = useApi();
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(words.trim()), afterTypingMs);
    return () => clearTimeout(timer);
  }, [words]);
  const ask = useCallback(
    // The server would refuse what has no word in it.
    async () => (/[\p{L}\p{N}]/u.test(asked) ? foundItems(call, asked) : null),
    [call, asked],
  );
  const first = useAnswer<FoundPage | null>(ask);
  const [older, setOlder] = useState<FoundPage | null>(null);
  useEffect(() => setOlder(null), [first.answer]);
  const action = useAction();

  const last = older ?? first.answer;
  const more = (): void =>
    void action.run(async () => {
      const page = await foundItems(call, asked, last?.next ?? undefined);
      setOlder((now) => ({ ...page, found: [...(now?.found ?? []), ...page.found] }));
    });
  return {
    words,
    search: setWords,
    found: first.answer === null ? null : [...first.answer.found, ...(older?.found ?? [])],
    isComplete: last?.isComplete ?? true,
    hasMore: typeof last?.next === 'string',
    problem: first.problem ?? action.problem,
    isBusy: action.busy,
    reload: first.reload,
    more,
  };
}
