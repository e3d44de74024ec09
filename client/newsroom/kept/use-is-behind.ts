import { useEffect, useState } from 'preact/hooks';
import { useKeeper } from './use-keeper.ts';

/** Whether the unsent texts are on this device alone, because the server cannot be reached for a while. */
export function useIsBehind(): boolean {
  const { mirror } = useKeeper();
  const [isBehind, setBehind] = useState(false);
  useEffect(() => mirror?.whenChanged(() => setBehind(mirror.isBehind)), [mirror]);
  return isBehind;
}
