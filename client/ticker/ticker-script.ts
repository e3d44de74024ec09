import { defineLiveTicker } from './define-live-ticker.ts';

// As a module, or run by a loader, a script does not know where it came from: the page's origin serves then.
const script = document.currentScript;
defineLiveTicker(
  script instanceof HTMLScriptElement && script.src !== ''
    ? { src: new URL('..', script.src).href }
    : {},
);
