import { defineLiveTicker } from './define-live-ticker.ts';

// A script that runs as a module or through a loader does not know its address; the page's origin is used then.
const script = document.currentScript;
defineLiveTicker(
  script instanceof HTMLScriptElement && script.src !== ''
    ? { src: new URL('..', script.src).href }
    : {},
);
