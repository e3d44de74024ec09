/** The header in which a relay tells which relays what it serves has come through, itself first. */
export const chainHeader = 'dateline-relays';

/** Relays on the way from the newsroom to here: each adds its delay to every change. */
const maxRelays = 8;
const idForm = /^[\w-]{1,64}$/;

/**
 * What an upstream's chain says of it, and the chain from this relay on. `circle`: this relay is in it, so that it would be
 * its own upstream. `round`: relays before this one are.
 */
export interface ChainFinding {
  readonly kind: 'fine' | 'circle' | 'round' | 'long';
  readonly chain: readonly string[];
}

/**
 * The chain from this relay on, given what its upstream tells; none told is a server with a log of its own. The chain of a
 * circle ends where it began: so each relay of the circle finds itself, and all others see that it is one.
 */
export function chainFrom(own: string, told: unknown): ChainFinding {
  const before = typeof told === 'string' ? told.split(',').map((id) => id.trim()) : [];
  const ids = before.filter((id) => idForm.test(id)).slice(0, maxRelays + 1);
  const at = ids.indexOf(own);
  if (at !== -1) return { kind: 'circle', chain: [own, ...ids.slice(0, at + 1)] };
  const chain = [own, ...ids];
  if (new Set(ids).size < ids.length) return { kind: 'round', chain };
  return { kind: ids.length < maxRelays ? 'fine' : 'long', chain };
}
