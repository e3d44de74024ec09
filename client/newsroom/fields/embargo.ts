import { faultyInput } from '../api/problem.ts';
import { instantOf } from './zoned-time.ts';

/** The instant a form's embargo names in the newsroom's zone, or undefined for none. Throws a Problem at `/embargo`. */
export function embargoOf(typed: string, zone: string): string | undefined {
  if (typed === '') return undefined;
  const instant = instantOf(typed, zone);
  if (instant !== undefined) return instant;
  throw faultyInput(
    '/embargo',
    `There is no such time in ${zone}. It may be the hour the clocks skip.`,
  );
}
