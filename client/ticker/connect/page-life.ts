import type { Undo } from '../clock.ts';

/**
 * What becomes of the page: hidden and shown again, left for the back/forward cache and restored from
 * it, cut off from the network and joined again.
 */
export type PageEvent = 'hide' | 'show' | 'leave' | 'return' | 'offline' | 'online';

export interface PageLife {
  readonly online: () => boolean;
  readonly hidden: () => boolean;
  readonly listen: (listener: (event: PageEvent) => void) => Undo;
}

/** The life of the browser's page; where there is none, one that is always shown and online. */
export function pageLife(): PageLife {
  if (typeof document === 'undefined') {
    return { online: () => true, hidden: () => false, listen: () => () => {} };
  }
  return {
    online: () => navigator.onLine,
    hidden: () => document.hidden,
    listen: listenToPage,
  };
}

function listenToPage(listener: (event: PageEvent) => void): Undo {
  const stop = new AbortController();
  const on = (target: EventTarget, name: string, event: () => PageEvent | undefined): void => {
    const tell = (): void => {
      const happened = event();
      if (happened !== undefined) listener(happened);
    };
    target.addEventListener(name, tell, { signal: stop.signal });
  };
  on(document, 'visibilitychange', () => (document.hidden ? 'hide' : 'show'));
  on(window, 'pagehide', () => 'leave');
  on(window, 'offline', () => 'offline');
  on(window, 'online', () => 'online');
  window.addEventListener(
    'pageshow',
    (event) => {
      if (event.persisted) listener('return');
    },
    { signal: stop.signal },
  );
  return () => stop.abort();
}
