import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { usePerson } from '../parts/person-context.ts';
import { ownServer } from '../api/own-server.ts';
import type { JoinedFeed } from './join-feed.ts';
import { alone, type Presence } from './presence-context.ts';

/** Enters a feed, and calls `onDraft` when a draft of it was changed by anybody. What it needs is loaded after the desk. */
export function usePresence(feed: string, onDraft: () => unknown): Presence {
  const { id: me } = usePerson();
  const [told, setTold] = useState<Pick<Presence, 'people' | 'edits' | 'readers'>>(alone);
  const joined = useRef<JoinedFeed | undefined>(undefined);
  const items = useRef<string[]>([]);

  useEffect(() => {
    let isWanted = true;
    const join = async (): Promise<void> => {
      const { joinFeed } = await import('./join-feed.ts');
      if (!isWanted) return;
      const turns = { items: () => items.current, me };
      joined.current = joinFeed(ownServer(), feed, turns, {
        told: (patch) => setTold((now) => ({ ...now, ...patch })),
        draft: () => void onDraft(),
      });
    };
    // Without it nobody is shown, and saving finds a conflict all the same.
    join().catch(() => undefined);
    return () => {
      isWanted = false;
      joined.current?.close();
      joined.current = undefined;
    };
  }, [feed, me, onDraft]);

  const edit = useCallback((item: string) => {
    items.current.push(item);
    joined.current?.edit(item);
    return () => {
      const at = items.current.indexOf(item);
      items.current.splice(at, 1);
      if (!items.current.includes(item)) joined.current?.done(item);
    };
  }, []);
  return useMemo(
    () => ({ people: told.people, edits: told.edits, readers: told.readers, me, edit }),
    [me, told, edit],
  );
}
