import type { Row } from '../round.ts';
import type { Settled } from '../settle.ts';

/** The table's line for rounds that were lived through: wrong is every round with a fault. */
export function rowOf(
  fault: string,
  rounds: readonly Settled[],
  more: { readonly rounds?: number; readonly note?: string } = {},
): Row {
  const wrong = rounds.filter(({ faults }) => faults.length > 0);
  const example = wrong[0]?.faults.slice(0, 5).join('; ');
  return {
    fault,
    rounds: more.rounds ?? rounds.length,
    views: rounds.reduce((sum, { views }) => sum + views, 0),
    wrong: wrong.length,
    worstHealMs: Math.max(0, ...rounds.map(({ healMs }) => healMs)),
    ...(more.note === undefined ? {} : { note: more.note }),
    ...(example === undefined ? {} : { example }),
  };
}
