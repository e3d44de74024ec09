import { layouts, maxLimit, type Layout } from '../../feed/embed/embed-options.ts';
import { Refusal, type InputFault } from '../../feed/refusal.ts';

/** What a template asks of a fragment. */
export interface FragmentQuery {
  readonly layout: Layout;
  readonly limit: number;
}

/** How many items a layout shows where nobody says. */
const usualLimits: Readonly<Record<Layout, number>> = { feed: maxLimit, rail: 6, bar: 1 };

/** Throws `invalid_input` with every problem: whoever writes a template is the one to be told. Empty means absent. */
export function parseFragmentQuery(query: Readonly<Record<string, unknown>>): FragmentQuery {
  const faults: InputFault[] = [];
  const { layout: askedLayout = '', limit: askedLimit = '' } = query;
  const layout = askedLayout === '' ? 'feed' : layouts.find((name) => name === askedLayout);
  if (layout === undefined) {
    faults.push({ pointer: '/layout', detail: `must be one of ${layouts.join(', ')}` });
  }
  const isNumber = typeof askedLimit === 'string' && /^\d{1,3}$/.test(askedLimit);
  const limit = isNumber ? Number(askedLimit) : undefined;
  if (askedLimit !== '' && !(limit !== undefined && limit >= 1 && limit <= maxLimit)) {
    faults.push({ pointer: '/limit', detail: `must be a whole number from 1 to ${maxLimit}` });
  }
  if (layout === undefined || faults.length > 0) {
    throw new Refusal('invalid_input', 'The query cannot be used.', faults);
  }
  return { layout, limit: limit ?? usualLimits[layout] };
}
