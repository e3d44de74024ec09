/**
 * Where a server's addresses begin: an absolute URL that ends with a slash. A server may stand below a path
 * ("https://example.org/news/live/"). Throws a TypeError for an address that is none.
 */
export function serverBase(address: string, relativeTo?: string): string {
  const { origin, pathname } = new URL(address, relativeTo);
  return origin + pathname.replace(/\/*$/, '/');
}
