const script = document.currentScript;

/** Where the site's addresses begin: its scripts lie one folder below, so that it may stand below any path. */
export const siteBase =
  script instanceof HTMLScriptElement
    ? new URL('..', script.src).href
    : new URL('/', location.href).href;
