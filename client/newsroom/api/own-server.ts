/**
 * The base of this server's addresses, with a slash at its end. It is taken from the address of the script, which is
 * directly below `assets/` after the build, because the newsroom's pages are at different depths.
 */
export function ownServer(): string {
  return new URL('..', import.meta.url).href;
}
