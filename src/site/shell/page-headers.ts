import type { DrawnPage, Framing } from './page.ts';

/**
 * The headers of a page. Scripts and styles are allowed from this site only, none of them inline. Trusted Types keep
 * strings from becoming HTML. Pictures are allowed from any site over https.
 */
export function pageHeaders(page: DrawnPage): Readonly<Record<string, string>> {
  return {
    'Content-Type': page.type ?? 'text/html; charset=utf-8',
    'Content-Security-Policy': contentPolicy(page),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    ...openerPolicy(page),
    ...(page.isUnlisted === true && { 'X-Robots-Tag': 'noindex' }),
    ...(page.links !== undefined && { Link: page.links }),
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  };
}

/**
 * Only for pages that nobody may frame: a link in a sandboxed frame opens a sandboxed tab, and browsers refuse to load
 * a page with this policy there.
 */
function openerPolicy({ framing }: DrawnPage): Readonly<Record<string, string>> {
  return framing.kind === 'nobody' ? { 'Cross-Origin-Opener-Policy': 'same-origin' } : {};
}

function contentPolicy(page: DrawnPage): string {
  const { framing, framesOwn, hasManifest } = page;
  const self = ["'self'", ...ownOrigin(page)].join(' ');
  const sockets = ownOrigin(page).map((origin) => ` ${origin.replace('http', 'ws')}`);
  return [
    "default-src 'none'",
    `script-src ${self}`,
    `style-src ${self}`,
    `img-src ${self} https: data: blob:`,
    `media-src ${self} https:`,
    `connect-src ${self}${sockets.join('')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    ...(framesOwn === true ? ["frame-src 'self'"] : []),
    ...(hasManifest === true ? ["manifest-src 'self'"] : []),
    ...frameAncestors(framing),
  ].join('; ');
}

/**
 * A page that anybody may frame also stands in sandboxes without an origin. In WebKit 'self' matches nothing there, so
 * the origin is named beside it: the configured one, because a request may name any.
 */
function ownOrigin({ framing, publicUrl }: DrawnPage): readonly string[] {
  return framing.kind === 'anyone' && publicUrl !== undefined ? [new URL(publicUrl).origin] : [];
}

function frameAncestors(framing: Framing): readonly string[] {
  switch (framing.kind) {
    case 'anyone':
      return [];
    case 'nobody':
      return ["frame-ancestors 'none'"];
    case 'origins':
      return [`frame-ancestors ${["'self'", ...framing.origins.filter(isOrigin)].join(' ')}`];
  }
}

/** True for an origin in the form of CSP. Any other text is left out, because it could end the directive. */
function isOrigin(text: string): boolean {
  return /^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/i.test(text);
}
