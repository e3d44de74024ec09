import { useCallback, useEffect, useState } from 'preact/hooks';
import type { UploadedPicture } from '../api/answers.ts';
import type { Problem } from '../api/problem.ts';
import { useApi } from '../parts/contexts.ts';
import { useAction } from '../parts/use-action.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { pictures } from './media-calls.ts';

/** While somebody types, the server is asked after this pause. */
const afterTypingMs = 200;

export interface Library {
  readonly query: string;
  readonly search: (query: string) => void;
  /** Null until they are there. */
  readonly pictures: readonly UploadedPicture[] | null;
  readonly hasMore: boolean;
  readonly problem: Problem | null;
  readonly isBusy: boolean;
  readonly reload: () => Promise<void>;
  readonly more: () => void;
}

export function useLibrary(): Library {
  const { call } = useApi();
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(query.trim()), afterTypingMs);
    return () => clearTimeout(timer);
  }, [query]);
  const first = useAnswer(useCallback(() => pictures(call, asked), [call, asked]));
  const [older, setOlder] = useState<Awaited<ReturnType<typeof pictures>> | null>(null);
  useEffect(() => setOlder(null), [first.answer]);
  const action = useAction();

  const shown =
    first.answer === null ? null : [...first.answer.pictures, ...(older?.pictures ?? [])];
  const last = shown?.at(-1);
  const more = (): void =>
    void action.run(async () => {
      const page = await pictures(call, asked, last?.id);
      setOlder((now) => ({ ...page, pictures: [...(now?.pictures ?? []), ...page.pictures] }));
    });
  return {
    query,
    search: setQuery,
    pictures: shown,
    hasMore: (older ?? first.answer)?.hasMore ?? false,
    problem: first.problem ?? action.problem,
    isBusy: action.busy,
    reload: first.reload,
    more,
  };
}
