/** With this prefix browsers bind the cookie to this host and to TLS (RFC 6265bis §4.1.3.2). */
export const cookieOverTls = '__Host-dateline_session';
export const cookieInTheClear = 'dateline_session';

/** The session secret in a `Cookie` header, if there is one. */
export function sessionIn(cookies: string | undefined): string | undefined {
  if (cookies?.includes(cookieInTheClear) !== true) return undefined;
  const named = new Map(
    cookies.split(';').map((cookie) => {
      const [name = '', value = ''] = cookie.trim().split('=');
      return [name, value] as const;
    }),
  );
  return named.get(cookieOverTls) ?? named.get(cookieInTheClear);
}
