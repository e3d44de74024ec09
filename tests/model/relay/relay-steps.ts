import type { Chance } from '../chance.ts';
import type { Found } from './model-disk.ts';

/** What happens to a relay, or to the line to its upstream. `relay` chooses, modulo how many there are. */
export type RelayStep =
  | { readonly kind: 'line cut'; readonly relay: number }
  | { readonly kind: 'line out'; readonly relay: number; readonly ms: number }
  | {
      readonly kind: 'line slow';
      readonly relay: number;
      readonly ms: number;
      readonly slowMs: number;
    }
  | { readonly kind: 'lose events'; readonly relay: number; readonly count: number }
  | { readonly kind: 'restart relay'; readonly relay: number; readonly found: Found };

const kinds: readonly RelayStep['kind'][] = [
  'line cut',
  'line out',
  'line out',
  'line slow',
  'lose events',
  'lose events',
  'lose events',
  'restart relay',
];
const finds: readonly Found[] = ['all', 'all', 'nothing', 'an older copy'];

/** How many relays are on each level: one or two levels, of one or two. */
export function levelsOf(chance: Chance): readonly number[] {
  return Array.from({ length: 1 + chance.below(2) }, () => 1 + chance.below(2));
}

export function relayStepOf(chance: Chance): RelayStep {
  const kind = kinds[chance.below(kinds.length)] ?? 'line cut';
  const relay = chance.below(1_000);
  switch (kind) {
    case 'line cut':
      return { kind, relay };
    case 'line out':
      return { kind, relay, ms: chance.below(4) * chance.below(1_500) };
    case 'line slow':
      return { kind, relay, ms: chance.below(3_000), slowMs: chance.below(1_500) };
    case 'lose events':
      return { kind, relay, count: 1 + chance.below(3) };
    case 'restart relay':
      return { kind, relay, found: finds[chance.below(finds.length)] ?? 'all' };
  }
}
