import type { Site } from '../shell/place.ts';

/** What people do not read: the API, the newsroom, the sockets. */
const closed = ['api/', 'newsroom', 'socket.io/'] as const;

/**
 * robots.txt (RFC 9309): pages may be crawled, what programs use may not. It names the sitemaps, which need a public
 * address. Below a path the origin's own robots.txt is what counts; the lines here are right to be copied into it.
 */
export function robots({ publicUrl }: Site): string {
  const path = publicUrl === undefined ? '' : new URL(publicUrl).pathname.replace(/\/$/, '');
  return [
    'User-agent: *',
    ...closed.map((name) => `Disallow: ${path}/${name}`),
    `Allow: ${path}/`,
    ...(publicUrl === undefined
      ? ['', '# There are sitemaps as soon as PUBLIC_URL is set: they need whole addresses.']
      : ['', `Sitemap: ${publicUrl}/sitemap.xml`, `Sitemap: ${publicUrl}/news-sitemap.xml`]),
    '',
  ].join('\n');
}
