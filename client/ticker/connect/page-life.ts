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
  const on = (
    target: EventTarget,
    name: string,
    meaning: (event: Event) => PageEvent | false,
  ): void => {
    const tell = (event: Event): void => {
      const happened = meaning(event);
      if (happened) listener(happened);
    };
    target.addEventListener(name, tell, { signal: stop.signal });
  };
  on(document, 'visibilitychange', () => (document.hidden ? 'hide' : 'show'));
  on(window, 'pagehide', () => 'leave');
  on(window, 'offline', () => 'offline');
  on(window, 'online', () => 'online');
  on(window, 'pageshow', (event) => (event as PageTransitionEvent).persisted && 'return');
  leaveEarly(listener, stop.signal);
  return () => stop.abort();
}

/** For so long a page whose link was pressed is taken for left. */
const leavingMs = 2_000;

/**
 * Firefox keeps no page for its Back button that has an open socket when a link is followed, so there `leave` is told
 * when the link is pressed. Other browsers need no such guess.
 */
function leaveEarly(listener: (event: PageEvent) => void, signal: AbortSignal): void {
  if (!('mozInnerScreenX' in window)) return;
  const pressed = (event: MouseEvent): void => {
    const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
    const isLeaving = link?.target === '' && pageOf(link.href) !== pageOf(location.href);
    if (event.button !== 0 || !isLeaving) return;
    listener('leave');
    setTimeout(() => listener('return'), leavingMs);
  };
  window.addEventListener('mousedown', pressed, { signal });
}

function pageOf(address: string): string | undefined {
  return address.split('#')[0];
}
