import { useState } from 'preact/hooks';
import { useSay } from '../parts/contexts.ts';
import { useAction, type Action } from '../parts/use-action.ts';

interface Removing<T> {
  readonly remove: (one: T) => Promise<void>;
  /** Looks at the list again, also where nothing was removed: somebody else may have been faster. */
  readonly reload: () => Promise<void>;
  readonly done: (one: T) => string;
  readonly notDone: string;
}

export interface Removal<T> {
  readonly action: Action;
  /** The one that is asked about before it is removed. */
  readonly asked: T | null;
  readonly ask: (one: T | null) => void;
  readonly remove: (one: T) => void;
}

/** Removes what a list shows, after a question. */
export function useRemoval<T>({ remove, reload, done, notDone }: Removing<T>): Removal<T> {
  const say = useSay();
  const action = useAction();
  const [asked, setAsked] = useState<T | null>(null);
  return {
    action,
    asked,
    ask: (one) => setAsked(() => one),
    remove: (one) => {
      setAsked(null);
      void action.run(async () => {
        try {
          await remove(one);
          say(done(one));
        } finally {
          await reload();
        }
      }, notDone);
    },
  };
}
