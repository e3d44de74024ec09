import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { DraftItem } from '../api/answers.ts';
import { heldForMs } from '../parts/held-words.ts';
import type { Drafts } from './use-drafts.ts';

export interface HeldPost {
  readonly draft: DraftItem;
  /** When it goes out, by this device's clock (ms since 1970). */
  readonly outMs: number;
}

export interface Held {
  /** The latest first. */
  readonly posts: readonly HeldPost[];
  /** Shows what the server has just taken, before the list of drafts is loaded again. */
  readonly note: (draft: DraftItem) => void;
}

/** The feed's held posts, with the time that is left. */
export function useHeld({ items, refresh }: Drafts): Held {
  const [noted, setNoted] = useState<DraftItem | null>(null);
  // This device's clock may be wrong: what was sent from here goes out so many seconds after the answer.
  const known = useRef(new Map<string, number>());
  useEffect(() => setNoted(null), [items]);

  const listed = (items ?? []).filter(({ state }) => state === 'held');
  const isListed = listed.some(({ item }) => item.id === noted?.item.id);
  const drafts = noted === null || isListed ? listed : [...listed, noted];
  const posts = drafts.map((draft) => {
    const atMost = Date.now() + heldForMs(draft);
    const outMs =
      known.current.get(draft.item.id) ?? Math.min(atMost, Date.parse(draft.until ?? ''));
    return { draft, outMs };
  });
  known.current = new Map(posts.map(({ draft, outMs }) => [draft.item.id, outMs]));
  const next = Math.min(...posts.map(({ outMs }) => outMs));
  useEffect(() => {
    if (!Number.isFinite(next)) return undefined;
    // An instance lets it out within about a second.
    const timer = setTimeout(() => void refresh(), Math.max(1_000, next - Date.now() + 1_500));
    return () => clearTimeout(timer);
  }, [next, items, refresh]);

  return {
    posts: posts.toReversed(),
    note: useCallback((draft: DraftItem) => {
      known.current.set(draft.item.id, Date.now() + heldForMs(draft));
      setNoted(draft);
    }, []),
  };
}
