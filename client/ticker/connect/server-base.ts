/**
 * The base of a server's addresses: an absolute URL that ends with a slash. It may have a path
 * ("https://example.org/news/live/"). Throws a TypeError for an invalid address.
 */
export function serverBase(address: string, relativeTo?: string): string {
  const { origin, pathname } = new URL(address, relativeTo);
  return origin + pathname.replace(/\/*$/, '/');
}
