import { useCallback, useEffect, useState } from 'preact/hooks';
import { useKeeper } from './use-keeper.ts';
import { keptFor, type KeptText } from './keeper.ts';

const lookEveryMs = 5_000;

/** The unsent texts of closed tabs for a feed: of its composer, and of drafts that are gone. */
export function useUnsent(
  feed: string,
  draftIds: readonly string[] | null,
): { readonly texts: readonly KeptText[]; readonly look: () => Promise<void> } {
  const keeper = useKeeper();
  const [texts, setTexts] = useState<readonly KeptText[]>([]);

  const look = useCallback(async () => {
    const draft = `${keptFor('draft', feed)}:`;
    setTexts(
      (await keeper.leftBehind()).filter(({ what }) => {
        if (what === keptFor('composer', feed)) return true;
        const isDraft = draftIds !== null && what.startsWith(draft);
        return isDraft && !draftIds.includes(what.slice(draft.length));
      }),
    );
  }, [keeper, feed, draftIds]);

  useEffect(() => {
    const see = (): void => {
      if (document.visibilityState === 'visible') void look();
    };
    see();
    const timer = setInterval(see, lookEveryMs);
    addEventListener('storage', see);
    document.addEventListener('visibilitychange', see);
    return () => {
      clearInterval(timer);
      removeEventListener('storage', see);
      document.removeEventListener('visibilitychange', see);
    };
  }, [look]);

  return { texts, look };
}
