import type { IncomingHttpHeaders } from 'node:http';

/** The prefix makes browsers keep it for this host alone, and for TLS (RFC 6265bis §4.1.3.2). */
const overTls = '__Host-dateline_session';
const inTheClear = 'dateline_session';

/** A request, as far as its cookies go. */
interface Asking {
  /** Over TLS, as far as this server or a proxy it believes can tell. */
  readonly secure: boolean;
  readonly headers: IncomingHttpHeaders;
}

/** The session secret of a request, if it carries one. */
export function sessionOf(request: Pick<Asking, 'headers'>): string | undefined {
  const cookies = new Map(
    (request.headers.cookie?.split(';') ?? []).map((cookie) => {
      const [name = '', value = ''] = cookie.trim().split('=');
      return [name, value] as const;
    }),
  );
  return cookies.get(overTls) ?? cookies.get(inTheClear);
}

export interface SessionCookie {
  readonly name: string;
  readonly options: {
    readonly httpOnly: boolean;
    readonly sameSite: 'strict';
    readonly secure: boolean;
    readonly path: string;
  };
}

/**
 * The cookie for who asks: no script reads it, no other site sends it. Over TLS it is for TLS alone: by what the proxy
 * says, or by the browser's own word for the page it is on, which is believed because it can only make it stricter.
 */
export function cookieFor(request: Asking, publicUrl: string | undefined): SessionCookie {
  const secure =
    request.secure ||
    publicUrl?.startsWith('https:') === true ||
    request.headers.origin?.startsWith('https:') === true ||
    request.headers['x-forwarded-proto'] === 'https';
  const options = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  return { name: secure ? overTls : inTheClear, options };
}
