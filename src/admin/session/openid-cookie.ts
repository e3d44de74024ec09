import type { IncomingHttpHeaders } from 'node:http';
import { openidLifeSeconds } from '../../accounts/openid/openid-sign-in.ts';
import { cookieFor } from './session-cookie.ts';

/** With the prefix browsers bind the cookie to this host and to TLS (RFC 6265bis §4.1.3.2). */
const [overTls, inTheClear] = ['__Host-dateline_openid', 'dateline_openid'] as const;

/**
 * The cookie of a browser that was sent to the OpenID provider. It is `Lax`, because the way back begins at another site:
 * a browser sends it with a page that is gone to, and with nothing else.
 */
export function openidCookieFor(
  request: Parameters<typeof cookieFor>[0],
  publicUrl: string | undefined,
) {
  const { options } = cookieFor(request, publicUrl);
  const name = options.secure ? overTls : inTheClear;
  return {
    name,
    options: { ...options, sameSite: 'lax', maxAge: openidLifeSeconds * 1000 } as const,
  };
}

/** What the cookies of a request hold under a name; empty where there is none. */
export function cookieIn({ cookie = '' }: IncomingHttpHeaders, name: string): string {
  const found = cookie.split(';').find((one) => one.trim().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1) ?? '';
}
