/** Where the addresses of the newsroom's server begin: the newsroom stands directly below (see serverBase). */
export function ownServer(): string {
  return new URL('.', location.href).href;
}
