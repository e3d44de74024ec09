import type { CookieOptions, Request } from 'express';

export const sessionCookie = 'dateline_session';

/** The session secret of a request, if it carries one. */
export function sessionOf(request: Request): string | undefined {
  const cookies = request.headers.cookie?.split(';') ?? [];
  for (const cookie of cookies) {
    const [name, value] = cookie.trim().split('=');
    if (name === sessionCookie) return value;
  }
  return undefined;
}

/** No script reads it, no other site sends it. */
export function cookieOptions(publicUrl: string | undefined): CookieOptions {
  const secure = publicUrl?.startsWith('https:') ?? false;
  return { httpOnly: true, sameSite: 'strict', secure, path: '/' };
}
