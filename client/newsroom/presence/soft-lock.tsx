import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Ask } from '../parts/ask.tsx';
import { useOthersEditing } from './presence-context.ts';

export interface SoftLock {
  /** Says who edits the item, and asks before it is opened all the same. */
  readonly shown: ComponentChildren;
  /** Opens at once where nobody edits the item; otherwise when the person says so. */
  readonly ask: (open: () => void) => void;
}

/** A lock that binds nobody: the server refuses a save on an old revision, whoever holds the lock. */
export function useSoftLock(item: string): SoftLock {
  const others = useOthersEditing(item).join(' and ');
  const [wanted, setWanted] = useState<{ readonly open: () => void } | null>(null);
  return {
    ask: (open) => (others === '' ? open() : setWanted({ open })),
    shown: (
      <>
        {others !== '' && (
          <p class="nr-editing" role="status">
            {others} {others.includes(' and ') ? 'are' : 'is'} editing this
          </p>
        )}
        {wanted !== null && (
          <Ask
            question={others === '' ? 'Nobody edits this any more' : `${others} is editing this`}
            detail="If you both save, whoever saves second sees both texts. None is lost."
            yes="Edit anyway"
            tone="primary"
            onYes={() => {
              setWanted(null);
              wanted.open();
            }}
            onNo={() => setWanted(null)}
          />
        )}
      </>
    ),
  };
}
