import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Keeper } from './keeper.ts';

/** The keeper of the unsent texts of the signed-in account. */
export const KeeperContext = createContext<Keeper | null>(null);

export function useKeeper(): Keeper {
  const keeper = useContext(KeeperContext);
  if (keeper === null) throw new Error('Only inside a session.');
  return keeper;
}
