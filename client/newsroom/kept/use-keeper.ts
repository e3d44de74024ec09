import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Keeper } from './keeper.ts';

/** Where the unsent texts of whoever is signed in are kept. */
export const KeeperContext = createContext<Keeper | null>(null);

export function useKeeper(): Keeper {
  const keeper = useContext(KeeperContext);
  if (keeper === null) throw new Error('Only inside a session.');
  return keeper;
}
