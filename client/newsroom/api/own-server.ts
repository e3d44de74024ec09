/** The base of this server's addresses (see serverBase): the newsroom's page is directly below it. */
export function ownServer(): string {
  return new URL('.', location.href).href;
}
