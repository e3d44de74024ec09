import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { addressOf, placeAt, type Place } from './place.ts';

export interface Places {
  readonly place: Place;
  /** Shows another place, which Back leaves again. */
  readonly go: (place: Place) => void;
  /** Gives the place that is shown another address, without a step for Back. */
  readonly rename: (place: Place) => void;
}

/** The place that the page's address names. */
export function usePlaces(): Places {
  const [place, setPlace] = useState(() => placeAt(location.href));

  useEffect(() => {
    const onMove = (): void => setPlace(placeAt(location.href));
    addEventListener('popstate', onMove);
    return () => removeEventListener('popstate', onMove);
  }, []);

  // The address of an earlier version's link becomes the one that the place has.
  useEffect(() => {
    if (location.search !== '') history.replaceState(history.state, '', addressOf(place));
  }, []);

  const go = useCallback((next: Place) => {
    const address = addressOf(next);
    if (address !== location.href) history.pushState(null, '', address);
    setPlace(next);
  }, []);
  const rename = useCallback((next: Place) => {
    history.replaceState(null, '', addressOf(next));
    setPlace(next);
  }, []);
  return useMemo(() => ({ place, go, rename }), [place, go, rename]);
}

/** Shows another place. */
export const GoContext = createContext<Places['go']>(() => undefined);

export function useGo(): Places['go'] {
  return useContext(GoContext);
}
