import { warn } from './warn.ts';

const servers = new Set<string>();

/**
 * Tells a site's developer, in the console, what the site's Content-Security-Policy keeps from its tickers, and the
 * cure: each origin once for each directive.
 */
export function tellBlocked(server: string): void {
  if (servers.has(server)) return;
  servers.add(server);
  document.addEventListener('securitypolicyviolation', (event) => {
    const { blockedURI: address, effectiveDirective: directive } = event;
    const shown = document.querySelectorAll<HTMLImageElement | HTMLAudioElement>(
      'live-ticker :is(img, audio)',
    );
    const isShown = [...shown].some(({ src }) => src === address);
    if (!address.replace(/^ws/, 'http').startsWith(server) && !isShown) return;
    warn(
      `<live-ticker>: the page's Content-Security-Policy needs ${new URL(address).origin} in its ${directive}.`,
    );
  });
}
