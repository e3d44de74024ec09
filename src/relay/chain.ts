/** The header in which a relay tells which relays what it serves has come through, itself first. */
export const chainHeader = 'dateline-relays';

/** Relays on the way from the newsroom to here: each adds its delay to every change. */
const maxRelays = 8;
const idForm = /^[\w-]{1,64}$/;

/** What an upstream's chain says of it. `circle`: this relay is in it, so that it would be its own upstream. */
export type ChainFinding =
  | { readonly kind: 'fine'; readonly chain: readonly string[] }
  | { readonly kind: 'circle' }
  | { readonly kind: 'long' };

/** The chain from this relay on, given what its upstream tells; none told is a server with a log of its own. */
export function chainFrom(own: string, told: unknown): ChainFinding {
  const before = typeof told === 'string' ? told.split(',').map((id) => id.trim()) : [];
  const ids = before.filter((id) => idForm.test(id));
  if (ids.includes(own)) return { kind: 'circle' };
  return ids.length < maxRelays ? { kind: 'fine', chain: [own, ...ids] } : { kind: 'long' };
}
