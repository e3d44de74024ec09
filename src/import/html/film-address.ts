/** The address at which people watch a film, of the address of its player; undefined for any other. */
export function filmAddress(url: string): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return undefined;
  const { hostname, pathname, searchParams } = parsed;
  if (/(^|\.)youtube(-nocookie)?\.com$/.test(hostname)) {
    const id = /^\/embed\/([\w-]{6,20})/.exec(pathname)?.[1] ?? searchParams.get('v') ?? '';
    return /^[\w-]{6,20}$/.test(id) ? `https://www.youtube.com/watch?v=${id}` : undefined;
  }
  if (hostname === 'youtu.be') return url;
  const film = /^player\.vimeo\.com$/.test(hostname) && /\/(\d+)$/.exec(pathname)?.[1];
  if (typeof film === 'string') return `https://vimeo.com/${film}`;
  // A player that wraps another one names it.
  const inner = /(^|\.)embedly\.com$/.test(hostname) ? searchParams.get('url') : null;
  const named = inner === null ? null : URL.parse(inner);
  return named !== null && /^https?:$/.test(named.protocol) ? named.href : undefined;
}
