import type { Undo } from '../clock.ts';

/**
 * Events of the page: `hide` and `show`; `leave` for the back/forward cache and `return` from it; `offline` and
 * `online`.
 */
export type PageEvent = 'hide' | 'show' | 'leave' | 'return' | 'offline' | 'online';

export interface PageLife {
  readonly online: () => boolean;
  readonly hidden: () => boolean;
  readonly listen: (listener: (event: PageEvent) => void) => Undo;
}

/** The browser's page. Without a DOM: a page that is always shown and online. */
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
