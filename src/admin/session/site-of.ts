import type { Site } from '../../accounts/passkeys/passkey-ceremonies.ts';
import { Refusal } from '../../feed/refusal.ts';

/**
 * The site that passkeys of a request are bound to: the public address, or else the host that was asked. Throws
 * `no_passkeys_here` where browsers have no passkeys: only on https, and on this machine by its name.
 */
export function siteOf(
  request: { readonly protocol: string; readonly headers: { readonly host?: string | undefined } },
  publicUrl: string | undefined,
): Site {
  const url = URL.parse(publicUrl ?? `${request.protocol}://${request.headers.host ?? ''}`);
  if (url !== null && (url.protocol === 'https:' || url.hostname === 'localhost')) {
    return { rpId: url.hostname, origin: url.origin };
  }
  throw new Refusal(
    'no_passkeys_here',
    'Browsers have passkeys on https alone, and on http://localhost. Open the newsroom there, and set PUBLIC_URL.',
  );
}
