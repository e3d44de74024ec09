const script = document.currentScript;

/** The base of the site's addresses: the folder above its scripts, so that the site may be below any path. */
export const siteBase =
  script instanceof HTMLScriptElement
    ? new URL('..', script.src).href
    : new URL('/', location.href).href;
