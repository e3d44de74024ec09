import type { Row } from '../../faults/round.ts';

/** What was wrong in a round, by its own words; undefined when nothing was. */
export function faultsOf({ wrong, example }: Row): string | undefined {
  return wrong === 0 ? undefined : (example ?? `${wrong} wrong`);
}
