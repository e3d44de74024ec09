import { faultyInput } from '../api/problem.ts';
import type { ItemFields } from './item-fields.ts';
import { instantsOf, localTimeOf } from './zoned-time.ts';

type Embargo = Pick<ItemFields, 'embargo' | 'embargoTurn'>;

/** The instant of a form's embargo, undefined without one. Throws a Problem at `/embargo` for an invalid time. */
export function embargoOf(fields: Embargo, zone: string): string | undefined {
  if (fields.embargo === '') return undefined;
  const instants = instantsOf(fields.embargo, zone);
  if (instants.length === 0) {
    throw faultyInput(
      '/embargo',
      `There is no such time in ${zone}. It may be in the hour that the clocks skip.`,
    );
  }
  const instant = chosen(instants, fields);
  if (instant !== undefined) return instant;
  throw faultyInput(
    '/embargo',
    'The clocks go back that night, and this time comes twice. Choose one of the two.',
  );
}

/** Like `embargoOf`, but undefined for an invalid time. */
export function plannedFor(fields: Embargo, zone: string): string | undefined {
  return chosen(instantsOf(fields.embargo, zone), fields);
}

/** The form fields for an instant. */
export function embargoFields(instant: string | undefined, zone: string): Embargo {
  if (instant === undefined) return { embargo: '', embargoTurn: '' };
  const embargo = localTimeOf(instant, zone);
  const instants = instantsOf(embargo, zone);
  if (instants.length < 2) return { embargo, embargoTurn: '' };
  const isSecond = Date.parse(instant) >= Date.parse(instants[1] ?? '');
  return { embargo, embargoTurn: isSecond ? 'second' : 'first' };
}

function chosen(instants: readonly string[], { embargoTurn }: Embargo): string | undefined {
  if (instants.length < 2) return instants[0];
  switch (embargoTurn) {
    case '':
      return undefined;
    case 'first':
      return instants[0];
    case 'second':
      return instants[1];
  }
}
