import { useState } from 'preact/hooks';
import type { KeptText } from './kept/keeper.ts';
import { tellSignedOut } from './kept/sign-out-word.ts';
import { useKeeper } from './kept/use-keeper.ts';
import { useApi } from './parts/contexts.ts';

export interface SignOut {
  /** The unsent texts that have to be decided about before. */
  readonly unsent: readonly KeptText[];
  /** Signs out, or shows the unsent texts first. */
  readonly ask: () => void;
  readonly signOut: (keeps: boolean) => Promise<void>;
  readonly cancel: () => void;
}

export function useSignOut(say: (words: string) => void, onSignedOut: () => void): SignOut {
  const api = useApi();
  const keeper = useKeeper();
  const [unsent, setUnsent] = useState<readonly KeptText[]>([]);

  const signOut = async (keeps: boolean): Promise<void> => {
    setUnsent([]);
    // While the session lasts: nobody may do it after.
    if (!keeps) await keeper.clearOnServer();
    try {
      await api.signOut();
    } catch {
      if (!keeps) keeper.mirrorAll();
      say('Not signed out: the server cannot be reached');
      return;
    }
    if (!keeps) keeper.clear();
    tellSignedOut(!keeps);
    onSignedOut();
  };
  const ask = (): void => {
    const texts = keeper.all();
    if (texts.length === 0) void signOut(true);
    else setUnsent(texts);
  };
  return { unsent, ask, signOut, cancel: () => setUnsent([]) };
}
