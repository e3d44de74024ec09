import type { IncomingHttpHeaders } from 'node:http';
import { cookieInTheClear, cookieOverTls, sessionIn } from '../../http/session-secret.ts';

/** The part of a request that is needed for its cookies. */
interface Asking {
  /** True when the request came over TLS to this server or to a trusted proxy. */
  readonly secure: boolean;
  readonly headers: IncomingHttpHeaders;
}

/** The session secret in the cookies of a request, if there is one. */
export function sessionOf(request: Pick<Asking, 'headers'>): string | undefined {
  return sessionIn(request.headers.cookie);
}

/** The browser of a request, as it names itself, in at most 200 characters. */
export function agentOf({ headers }: Pick<Asking, 'headers'>): string | undefined {
  return headers['user-agent']?.slice(0, 200);
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
 * The session cookie for a request: scripts cannot read it, and other sites cannot send it. For a page over TLS it is
 * restricted to TLS. Unproven headers are enough for that, because a false one can only make the cookie stricter.
 */
export function cookieFor(request: Asking, publicUrl: string | undefined): SessionCookie {
  const secure =
    request.secure ||
    publicUrl?.startsWith('https:') === true ||
    request.headers.origin?.startsWith('https:') === true ||
    request.headers['x-forwarded-proto'] === 'https';
  const options = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  return { name: secure ? cookieOverTls : cookieInTheClear, options };
}
