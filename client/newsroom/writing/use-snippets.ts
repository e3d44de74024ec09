import { useCallback, useEffect, useState } from 'preact/hooks';
import type { FeedRow } from '../api/answers.ts';
import { useApi } from '../parts/contexts.ts';
import type { Snippet } from '../../../src/feed/newsroom-messages.ts';
import { fetchSnippets } from './snippet-calls.ts';

/** The snippets of a feed, for who writes there; fetched again when its settings have been saved, none while they cannot be. */
export function useSnippets(row: FeedRow, writes: boolean): readonly Snippet[] {
  const api = useApi();
  const [snippets, setSnippets] = useState<readonly Snippet[]>([]);
  const look = useCallback(async () => {
    if (!writes) return;
    try {
      setSnippets((await fetchSnippets(api, row.feed)).snippets);
    } catch {
      // Who writes can do without.
    }
  }, [api, row, writes]);
  useEffect(() => void look(), [look]);
  return snippets;
}
